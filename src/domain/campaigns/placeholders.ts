/** A piece of a campaign's body: words as they were written, or what stands in for something that is known when it is sent. */
export type Piece = string | { area: true } | { desk: string }

const PLACEHOLDER = /(\{\{area\}\}|\{\{desk:[\w.-]{1,80}\}\})/

/** Cuts a body at its placeholders `{{area}}` and `{{desk:<id>}}`; all else is words, byte for byte. */
export const piecesOf = (body: string): Piece[] =>
  body
    .split(PLACEHOLDER)
    .filter(piece => piece !== '')
    .map(piece => {
      if (!PLACEHOLDER.test(piece)) return piece
      return piece === '{{area}}' ? { area: true } : { desk: piece.slice('{{desk:'.length, -2) }
    })

export const deskPlaceholder = (desk: string): string => `{{desk:${desk}}}`

const BRACES = /\{\{[^{}]*\}\}/g

/** What stands in double braces and nobody can fill, with the line, from 1: it would go out as it is written. */
export const unfillable = (body: string, isDesk: (desk: string) => boolean): { written: string; line: number }[] =>
  [...body.matchAll(BRACES)].flatMap(({ index, 0: written }) => {
    const [piece] = piecesOf(written)
    const fills = typeof piece === 'object' && ('area' in piece || isDesk(piece.desk))
    return fills ? [] : [{ written, line: body.slice(0, index).split('\n').length }]
  })

/** What a template leaves open: `[what we ask for]`, in whatever language. */
export const gapsIn = (text: string): string[] => [...new Set(text.match(/\[[^\][\n]{2,}\]/g) ?? [])]
