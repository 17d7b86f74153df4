import { flag } from '../describe/param.ts';
import { beginning, model, planeLayers, planeParams, refusePlane } from '../model.ts';

export default model({
  title: 'Linear model',
  aliases: ['linear regression', 'logistic regression', 'softmax regression', 'perceptron'],
  idea: 'A weighted sum per output: with a class loss this is logistic or softmax regression, its borders are straight.',
  source: 'Gauss 1809; Cox 1958',
  params: {
    bias: flag(true, 'a number of its own is added to each sum; without it every border goes through 0'),
    ...planeParams,
    ...beginning('normal', 0.1),
  },
  layers: (values, { outputs }) => [
    ...planeLayers(values),
    { kind: 'dense', units: outputs, ...(values['bias'] === false && { bias: false }) },
  ],
  refuse: refusePlane,
});
