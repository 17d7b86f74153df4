// What one would write by hand in JavaScript: surface runs with their record, and a basin map point by point.
import { all, create } from 'mathjs';

const turn = 2 * Math.PI;

/** Each puts value and slope into `out`: [f, ∂f/∂x, ∂f/∂y]. */
const surfaces = {
  rosenbrock(x, y, out) {
    const a = 1 - x;
    const b = y - x * x;
    out[0] = a * a + 100 * b * b;
    out[1] = -2 * a - 400 * x * b;
    out[2] = 200 * b;
  },
  beale(x, y, out) {
    const y2 = y * y;
    const y3 = y2 * y;
    const a = 1.5 - x + x * y;
    const b = 2.25 - x + x * y2;
    const c = 2.625 - x + x * y3;
    out[0] = a * a + b * b + c * c;
    out[1] = 2 * (a * (y - 1) + b * (y2 - 1) + c * (y3 - 1));
    out[2] = 2 * x * (a + 2 * b * y + 3 * c * y2);
  },
  ackley(x, y, out) {
    const r = Math.sqrt(0.5 * (x * x + y * y));
    const e1 = Math.exp(-0.2 * r);
    const e2 = Math.exp(0.5 * (Math.cos(turn * x) + Math.cos(turn * y)));
    const k = (2 * e1) / r;
    out[0] = -20 * e1 - e2 + Math.E + 20;
    out[1] = k * x + Math.PI * Math.sin(turn * x) * e2;
    out[2] = k * y + Math.PI * Math.sin(turn * y) * e2;
  },
};

const optimizers = {
  momentum(lr) {
    const b = [0, 0];
    return (point, gradient) => {
      for (let i = 0; i < 2; i++) {
        b[i] = 0.9 * b[i] + gradient[i + 1];
        point[i] -= lr * b[i];
      }
    };
  },
  adam(lr) {
    const m = [0, 0];
    const v = [0, 0];
    let p1 = 1;
    let p2 = 1;
    return (point, gradient) => {
      p1 *= 0.9;
      p2 *= 0.999;
      for (let i = 0; i < 2; i++) {
        const g = gradient[i + 1];
        m[i] = 0.9 * m[i] + 0.1 * g;
        v[i] = 0.999 * v[i] + 0.001 * g * g;
        point[i] -= (lr * (m[i] / (1 - p1))) / (Math.sqrt(v[i] / (1 - p2)) + 1e-8);
      }
    };
  },
};

function runOf(slope, { optimizer, lr, start, steps }) {
  const record = {
    x: new Float64Array(2 * steps),
    loss: new Float64Array(steps),
    gradient: new Float64Array(2 * steps),
  };
  return () => {
    const step = optimizers[optimizer](lr);
    const point = [...start];
    const out = [0, 0, 0];
    for (let i = 0; i < steps; i++) {
      slope(point[0], point[1], out);
      record.x[2 * i] = point[0];
      record.x[2 * i + 1] = point[1];
      record.loss[i] = out[0];
      record.gradient[2 * i] = out[1];
      record.gradient[2 * i + 1] = out[2];
      step(point, out);
    }
    return point[0] + point[1];
  };
}

/** A run in plain JavaScript with the browser's own Math. */
export const handRun = (which) => runOf(surfaces[which.name], which);

/** A run whose surface mathjs differentiates and evaluates. */
export function mathjsRun(which) {
  const math = create(all);
  const f = math.parse(which.text);
  const [value, dx, dy] = [f, math.derivative(f, 'x'), math.derivative(f, 'y')].map((node) => node.compile());
  return runOf((x, y, out) => {
    const scope = { x, y, a: 1, b: 100 };
    out[0] = value.evaluate(scope);
    out[1] = dx.evaluate(scope);
    out[2] = dy.evaluate(scope);
  }, which);
}

/** Every point of a basin map to its end, in plain JavaScript. */
export const handMap =
  ({ optimizer, lr, side, steps }) =>
  () => {
    let sum = 0;
    for (let place = 0; place < side * side; place++) {
      let x = -5 + (10 * (place % side)) / (side - 1);
      let y = -5 + (10 * Math.floor(place / side)) / (side - 1);
      let [mx, my, vx, vy, p1, p2] = [0, 0, 0, 0, 1, 1];
      for (let step = 0; step < steps; step++) {
        const a = x * x + y - 11;
        const b = x + y * y - 7;
        const gx = 4 * x * a + 2 * b;
        const gy = 2 * a + 4 * y * b;
        if (optimizer === 'momentum') {
          mx = 0.9 * mx + gx;
          my = 0.9 * my + gy;
          x -= lr * mx;
          y -= lr * my;
        } else {
          p1 *= 0.9;
          p2 *= 0.999;
          mx = 0.9 * mx + 0.1 * gx;
          my = 0.9 * my + 0.1 * gy;
          vx = 0.999 * vx + 0.001 * gx * gx;
          vy = 0.999 * vy + 0.001 * gy * gy;
          x -= (lr * (mx / (1 - p1))) / (Math.sqrt(vx / (1 - p2)) + 1e-8);
          y -= (lr * (my / (1 - p1))) / (Math.sqrt(vy / (1 - p2)) + 1e-8);
        }
      }
      sum += x + y;
    }
    return sum;
  };
