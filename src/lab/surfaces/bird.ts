import { surface } from '../surface.ts';

export default surface({
  title: 'Bird',
  group: 'many minima',
  idea: 'Six wells of four depths the deep ones steep pits: a rate that suits the slopes around them overshoots inside.',
  formula: 'sin(x) exp((1 - cos(y))^2) + cos(y) exp((1 - sin(x))^2) + (x - y)^2',
  domain: [-6.283185307179586, 6.283185307179586, -6.283185307179586, 6.283185307179586],
  minima: () => [
    { at: [-1.58214217693003345, -3.1302468034546564], value: -106.764536749264675, global: true },
    { at: [4.70104313024955302, 3.15293850372493007], value: -106.764536749264675, global: true },
    { at: [-1.53666247184680408, 3.1074587986417007], value: -87.3108827330035271, global: false },
    { at: [4.6551713994272787, -3.08437507263238208], value: -48.4060234306703617, global: false },
    { at: [-5.61790767923166639, -5.37766660833260995], value: 1.48701912654207628, global: false },
    { at: [0.665277627947920091, 0.905518698846976528], value: 1.48701912654207628, global: false },
  ],
  start: [-4.5, -1],
  source: 'Mishra 2006',
});
