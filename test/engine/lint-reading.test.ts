import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWordFiles } from '../../src/cli/scripts.ts'
import { readWords } from '../../src/engine/lint/read-words.ts'
import { EXEMPT } from '../../src/engine/lint/reading/exempt.ts'
import { idiomsIn } from '../../src/engine/lint/reading/idioms.ts'
import { longSentence, WORDS } from '../../src/engine/lint/reading/lengths.ts'
import { doubleNegativeIn } from '../../src/engine/lint/reading/negatives.ts'
import { passiveChainIn } from '../../src/engine/lint/reading/passives.ts'
import { bare, countLetters, countWords, sentencesOf } from '../../src/engine/lint/reading/sentences.ts'
import { type Finding, lintFlows } from '../../src/engine/lint.ts'
import { goodProject, lintProject } from './lint-project.ts'

const READING = ['long-sentence', 'idiom', 'double-negative', 'passive-chain']
const ofReading = (findings: Finding[]): string[] =>
  findings.filter(({ rule }) => READING.includes(rule)).map(({ rule, message }) => `${rule} ${message}`)

describe('a sentence', () => {
  it.each([
    ['Latin', 'We read it. Do you agree? Wait…', ['We read it.', 'Do you agree?', 'Wait…']],
    [
      'in quotes',
      'Write: “stop.” Then wait. (We know.) Good.',
      ['Write: “stop.”', 'Then wait.', '(We know.)', 'Good.'],
    ],
    ['before a command, a digit or a value', 'A. /privacy tells. 16 digits. {{day}} is. x', 5],
    ['a number, an address, a file', 'It takes 2.5 hours at https://a.org/b.html?c=1. See a.pdf', 2],
    [
      'shortened words',
      'Ask Dr. Cruz, e.g. on Monday, in the U.S. office. Tel. 119',
      ['Ask Dr. Cruz, e.g. on Monday, in the U.S. office.', 'Tel. 119'],
    ],
    ['danda', 'हामी पढ्छौं। पर्खनुहोस्। ठीक छ?', 3],
    ['Urdu', 'ہم پڑھتے ہیں۔ کیا آپ کو منظور ہے؟ لکھیں۔', 3],
    ['Burmese', 'မင်္ဂလာပါ။ ရေးပါ၊ ပို့ပါ။ ဘာလဲ။', 3],
    ['Chinese', '我们读。你同意吗？请写：“停止。”好。', 4],
    ['Japanese', '「読みました。」と言います。待ってください。', 3],
    ['lines', 'Topics: {{topics}}\nPlace: {{area}}\n\n• one', 3],
  ])('ends where it ends: %s', (_, text, wanted) => {
    const found = sentencesOf(text)
    if (typeof wanted === 'number') expect([found.length, found]).toEqual([wanted, found])
    else expect(found).toEqual(wanted)
  })

  it('counts a value and an address as one word, and a reading beside a character as none', () => {
    expect(countWords(sentencesOf('Until {{day_of_the_week}}, see https://a.org/b/c-d.')[0] ?? '', 'en')).toBe(4)
    expect(countLetters(bare('入管（にゅうかん）へ'), 'ja')).toBe(3)
    expect(countLetters('कि', 'ne')).toBe(1)
  })

  it('is made of all that was written: nothing is lost, whatever stands there', () => {
    const piece = fc.constantFrom(
      'a',
      'e.g.',
      'Dr.',
      '. ',
      '.',
      '?',
      '।',
      '。',
      '”',
      '「',
      '\n',
      ' ',
      '2.5',
      '{{x}}',
      '{',
      'ก',
      'ကို',
      'x',
    )
    const solid = (text: string): string => text.replace(/\s/g, '')
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme' }))), parts => {
        const text = parts.join('')
        expect(solid(sentencesOf(text).join(''))).toBe(solid(bare(text)))
      }),
    )
  })

  it.each(['.', '?', '…', '।', '۔', '؟', '။', '。', '？'])('of so many words is as long as that, ended by %s', end => {
    const sentence = fc.array(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 1, maxLength: 25 })
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 5 }), sentences => {
        const text = sentences.map(words => `${words.join(' ')}q${end}`).join(' ')
        expect(sentencesOf(text).map(it => countWords(it, 'en'))).toEqual(sentences.map(words => words.length))
        expect(longSentence(text, 'en')?.length).toBe(sentences.find(words => words.length > WORDS)?.length)
      }),
    )
  })
})

describe('a sentence is too long', () => {
  it.each([
    ['vi', 'á', 100],
    ['pt', 'a', 100],
    ['ur', 'ب', 80],
    ['th', 'ก', 65],
    ['ja', 'あ', 50],
    ['bn', 'ক', 50],
    ['ne', 'क', 50],
    ['hi', 'क', 50],
    ['my', 'က', 50],
    ['ko', '가', 40],
    ['zh-Hans', '我', 35],
    ['zh-TW', '我', 35],
    ['ta', 'க', 100],
    ['pt_BR', 'a', 100],
  ])('%s: %s more than %i times', (lang, letter, most) => {
    expect(longSentence(letter.repeat(most), lang)).toBeUndefined()
    expect(longSentence(letter.repeat(most + 1), lang)).toMatchObject({ length: most + 1, most, unit: 'letters' })
  })

  it('Thai, where only a space parts: a stretch, and a line of more than three of them', () => {
    const stretch = 'ก'.repeat(60)
    expect(longSentence(`${stretch} ${stretch} ${stretch}`, 'th')).toBeUndefined()
    expect(longSentence(`${stretch} ${stretch} ${stretch}\n${stretch}`, 'th')).toBeUndefined()
    expect(longSentence(`${stretch} ${stretch} ${stretch} ${stretch}`, 'th')).toMatchObject({ length: 240, most: 195 })
  })
})

describe('an idiom', () => {
  it.each([
    ['We will keep an eye on it', 'keep an eye on'],
    ['She kept you posted', 'kept you posted'],
    ['GET RID OF it', 'GET RID OF'],
    ['They put them in touch', 'put them in touch'],
    ['a heads-up', 'heads-up'],
  ])('is found: %s', (text, said) => expect(idiomsIn(text).map(it => it.said)).toEqual([said]))
  it.each([
    'Keep an eye doctor’s paper',
    'Write it on the line below',
    'We keep you informed',
    'The train is on holding track',
    'Put them in a bag',
    'Find help on the linen shelf',
  ])('is not found in: %s', text => expect(idiomsIn(text).filter(({ said }) => said !== 'on the line')).toEqual([]))
})

describe('a double negative', () => {
  it.each([
    'This is not unusual.',
    'It is never impossible.',
    'You cannot go on without an answer.',
    'We do nothing without your yes.',
    'You may not leave unless you pay.',
    'We do not tell anybody nothing.',
    'I don’t know nobody here.',
    'Nobody does not know it.',
    'A report is not very unsafe.',
  ])('is found: %s', text => expect(doubleNegativeIn(text)).toBeDefined())
  it.each([
    'You cannot undo this.',
    'This is not under our roof.',
    'We do not write until Monday.',
    'I did not understand that.',
    'You are not in a union, not united.',
    'It does not matter: nobody sees it.',
    'We do not ask, and nobody knows.',
    'If you do not answer, nothing is sent.',
    'Do not tap “No”.',
    'Without the number I cannot find the report.',
    'No, do not print them.',
    'It is not important, not interesting, not included.',
    'You do not need to tell us that nobody paid.',
    'Police do not tell immigration about people without papers.',
    'You cannot unlock or unsubscribe here.',
    'We know no phone number.',
  ])('is not found in: %s', text => expect(doubleNegativeIn(text)).toBeUndefined())
})

describe('a chain of passives', () => {
  it.each([
    ['This text was corrected after it was sent.', ['was corrected', 'was sent']],
    ['It is kept until it has been read.', ['is kept', 'been read']],
    ['It is not safely kept and gets stolen.', ['is not safely kept', 'gets stolen']],
    ['You are held by immigration.', ['are held', 'by']],
    ['Reports are only read by people who hold a key.', ['are only read', 'by']],
  ])('is found: %s', (text, chain) => expect(passiveChainIn(text)).toEqual(chain))
  it.each([
    'Your report is sent.',
    'You are tired and worried, and she is married.',
    'The desk is closed; we are finished and you are supposed to wait.',
    'The form is sent by Monday, by hand, by 15:00, by phone and by writing.',
    'It will be answered by X.',
    'You will get an answer by Friday.',
    'We read it, and a moderator has opened it.',
    'There are a hundred beds, and they are red.',
    'By law, you are paid.',
    'Go by bus, or be early.',
  ])('is not found in: %s', text => expect(passiveChainIn(text)).toEqual([]))
})

describe('the linter, on reading', () => {
  const project = (lang: 'en' | 'fil', file: string, text: string) => {
    const good = goodProject()
    good.words[lang] = { ...good.words[lang], [file]: text }
    return ofReading(lintProject(good))
  }
  const hard = 'It is not unusual that we keep an eye on what was sent after it was read.'

  it('looks at what a migrant reads, and not at what staff read or what people may write', () => {
    expect(project('en', 'notices.json', JSON.stringify({ it: hard }))).toHaveLength(3)
    for (const name of ['console', 'staff', 'cli'])
      expect(project('en', `${name}.json`, JSON.stringify({ it: hard }))).toEqual([])
    expect(project('en', 'notices.json', JSON.stringify({ it: [hard] }))).toEqual([])
  })

  it('judges sayings, negatives and passives in English only', () => {
    expect(project('fil', 'notices.json', JSON.stringify({ it: hard }))).toEqual([])
  })

  it('lets stand what is exempt, and nothing is exempt without need and reason', () => {
    const files = readWordFiles('.')
    for (const { key, rule, why } of EXEMPT) {
      expect(why.length).toBeGreaterThan(20)
      const [name = '', ...path] = key.split('.')
      // The same texts under a name that nobody exempted.
      const flagged = files
        .filter(file => file.name === name)
        .flatMap(({ lang, text }) => {
          const value = readWords(text).words.get(path.join('.'))?.value
          const words = [{ lang, file: 'x.json', name: 'x', text: JSON.stringify({ it: value }) }]
          return lintFlows({ flows: [], words, commits: {}, sources: [] }).filter(it => it.rule === rule)
        })
      expect([key, flagged.length > 0]).toEqual([key, true])
    }
  })
})
