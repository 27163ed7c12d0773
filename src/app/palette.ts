/** The face of what anybody may see: the web chat and the calls look alike, by day and by night. Each colour is a custom property of CSS. */
const COLOURS: Record<string, [day: string, night: string]> = {
  ground: ['#eef3f2', '#0e1615'],
  paper: ['#fff', '#182321'],
  ink: ['#13211f', '#e9f1ef'],
  soft: ['#475a57', '#aec0bd'],
  line: ['#6f8582', '#77908c'],
  deep: ['#0a5850', '#8fdccf'],
  'on-deep': ['#fff', '#06201d'],
  tint: ['#d9ebe7', '#22403b'],
  warn: ['#fff1cc', '#43360f'],
  leave: ['#8a1c1c', '#f3b0a8'],
}

const coloured = (at: 0 | 1): string =>
  Object.entries(COLOURS)
    .map(([name, colours]) => `--${name}:${colours[at]}`)
    .join(';')

/** Stands before a stylesheet. */
export const PALETTE = `:root{color-scheme:light dark;${coloured(0)}}@media(prefers-color-scheme:dark){:root{${coloured(1)}}}`
