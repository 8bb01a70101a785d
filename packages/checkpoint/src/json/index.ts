export { decodeJson } from './decode-json.ts';
export { canonicalJson, encodeJson } from './encode-json.ts';
