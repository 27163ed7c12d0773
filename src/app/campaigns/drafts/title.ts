/** Under which staff know a campaign: one line of a list. */
export const LONGEST_TITLE = 80

export const tidyTitle = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_TITLE)
