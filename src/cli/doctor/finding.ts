/** What one look found: a code for programs, a sentence for people. Never a word of content, an address or a secret. */
export type Finding = { check: string; well: boolean; says: string }

export const well = (check: string, says: string): Finding => ({ check, well: true, says })
export const ill = (check: string, says: string): Finding => ({ check, well: false, says })

/** `says` where something is wrong, else `fine`. */
export const judge = (check: string, wrong: string | undefined | false, fine: string): Finding =>
  wrong ? ill(check, wrong) : well(check, fine)

/** `1 report`, `3 reports` */
export const some = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`
