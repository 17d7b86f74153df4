/** One way only to read each text, so that none takes long to refuse. */
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** Whether a text is a number as people write them: in links, in rows, in tables. */
export const isDecimal = (text: string): boolean => DECIMAL.test(text);
