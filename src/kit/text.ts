/** Folding of what people type, so that width, case, accents and digits of any script do not matter. Pure. */

/** Any Unicode decimal digit to ASCII: `１`, `१`, `၁`, `١` → `1`. */
export const foldDigits = (text: string): string =>
  text.replace(/\p{Nd}/gu, digit => {
    const code = digit.codePointAt(0) ?? 0
    if (code < 128) return digit
    // Unicode guarantees that decimal digits come in runs of ten, 0 first, so that the distance to the run's start is the value.
    let zero = code
    while (zero > 0 && code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
    return String((code - zero) % 10)
  })

/** NFKC, digits to ASCII, lower case, Latin accents off, kana folded to hiragana, punctuation and emoji to spaces, trimmed. */
export const fold = (text: string): string =>
  foldDigits(text.normalize('NFKC'))
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[\u30a1-\u30f6]/g, kana => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
