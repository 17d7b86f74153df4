// Packs the real data sets into src/lab/datasets/packed. Done once; its results are committed, and NOTICE names the licences.
//
//   node scripts/pack-datasets.mjs <folder>
//
// The folder is where Debian's packages python3-sklearn and dataset-fashion-mnist were unpacked (dpkg-deb -x file.deb folder).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node scripts/pack-datasets.mjs <folder with the unpacked packages>');
const target = new URL('../src/lab/datasets/packed/', import.meta.url);
const save = (name, lines) => writeFileSync(new URL(`${name}.txt`, target), `${lines.join('\n')}\n`);

const sklearn = join(folder, 'usr/lib/python3/dist-packages/sklearn/datasets/data');
const table = (file) => readFileSync(join(sklearn, file), 'utf8').trim().split(/\r?\n/).slice(1);
save('iris', table('iris.csv'));
save('wine', table('wine_data.csv'));
save('breast-cancer', table('breast_cancer.csv'));

// One line per image: a letter per pixel (A = 0), then the class.
const letter = (level) => String.fromCharCode(65 + level);
const digits = gunzipSync(readFileSync(join(sklearn, 'digits.csv.gz')))
  .toString()
  .trim()
  .split('\n');
save(
  'digits',
  digits.map((line) => {
    const numbers = line.split(',').map(Number);
    return numbers.slice(0, 64).map(letter).join('') + numbers[64];
  }),
);

// Fashion-MNIST: the first images of each class, every 2 × 2 pixels averaged, in 16 levels; test images last.
const fashion = join(folder, 'usr/share/datasets/fashion-mnist');
const idx = (file, header) => gunzipSync(readFileSync(join(fashion, file))).subarray(header);
function pick(part, each) {
  const images = idx(`${part}-images-idx3-ubyte.gz`, 16);
  const labels = idx(`${part}-labels-idx1-ubyte.gz`, 8);
  const left = new Array(10).fill(each);
  return [...labels].flatMap((label, index) =>
    left[label]-- > 0 ? [smaller(images.subarray(784 * index)) + label] : [],
  );
}
function smaller(image) {
  let text = '';
  for (let row = 0; row < 28; row += 2)
    for (let column = 0; column < 28; column += 2) {
      const at = 28 * row + column;
      text += letter(Math.round(((image[at] + image[at + 1] + image[at + 28] + image[at + 29]) / 4 / 255) * 15));
    }
  return text;
}
save('fashion', [...pick('train', 150), ...pick('t10k', 50)]);
