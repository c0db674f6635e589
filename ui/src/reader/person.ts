import type { Piece } from '../host';

/** Who wrote, as the thread shows it. */
export interface Person {
  /** The name; the address or profile where there is no name. */
  readonly name: Piece[];
  /** The address, where it stands beside a name. */
  readonly address: Piece[];
}

/** Splits `Marcela Ospina <marcela@correo.example>` into name and address; anything else is a name as it stands. */
export function personOf(pieces: Piece[]): Person {
  const whole = textOf(pieces);
  const found = /^\s*(.*?)\s*<\s*([^<>]*?)\s*>\s*$/su.exec(whole);
  const [address, name] = [found?.[2] ?? '', unquoted(found?.[1] ?? '')];
  if (!found || !address) return { name: trimmed(pieces, whole), address: [] };
  const at = whole.lastIndexOf(address);
  const addressPieces = cut(pieces, at, at + address.length);
  if (!name) return { name: addressPieces, address: [] };
  const from = whole.indexOf(name);
  return { name: cut(pieces, from, from + name.length), address: addressPieces };
}

/** The text of pieces. */
export function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text).join('');
}

/** What lies between two places of a text, with its hits. */
export function cut(pieces: readonly Piece[], from: number, to: number): Piece[] {
  const kept: Piece[] = [];
  let start = 0;
  for (const { text, hit } of pieces) {
    const part = text.slice(Math.max(0, from - start), Math.max(0, to - start));
    if (part) kept.push({ text: part, hit });
    start += text.length;
  }
  return kept;
}

function trimmed(pieces: readonly Piece[], whole: string): Piece[] {
  const from = whole.length - whole.trimStart().length;
  return cut(pieces, from, whole.trimEnd().length);
}

/** Mail programs put names with a comma or a point between quotation marks. */
function unquoted(name: string): string {
  return /^"(.*)"$/su.exec(name)?.[1]?.trim() ?? name;
}
