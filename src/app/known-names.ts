import type { Content } from '../domain/content.ts'
import { fold } from '../kit/text.ts'

/** Names and numbers that stand in our content: whoever writes one of these names nobody. */
export type KnownNames = { isName(words: string): boolean; isPhone(digits: string): boolean }

export const createKnownNames = ({ areas, desks }: Pick<Content, 'areas' | 'desks'>): KnownNames => {
  const names = new Set(
    [
      ...areas.flatMap(it => [...Object.values(it.names), ...it.aliases]),
      ...desks.flatMap(it => [it.name, it.shortName, it.localName ?? '']),
    ]
      .map(fold)
      .filter(it => it !== ''),
  )
  const longer = [...names].filter(it => it.includes(' ')).map(it => ` ${it} `)
  // As it is printed, and as it is dialled from abroad.
  const phones = new Set(
    desks.flatMap(({ phones }) =>
      phones.flatMap(it => [it.number, it.e164 ?? ''].map(text => text.replace(/\D/g, ''))),
    ),
  )
  return {
    // Several words in a row of a longer name are part of it; one word alone says too little.
    isName: words =>
      names.has(fold(words)) || (words.includes(' ') && longer.some(name => name.includes(` ${fold(words)} `))),
    isPhone: digits => digits !== '' && phones.has(digits),
  }
}
