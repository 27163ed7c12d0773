/** A campaign's message as Telegram gets it, with every button that one may have, in every language. */
import { expect, test } from 'vitest'
import { composeFor, composeTools } from '../../src/app/campaigns/compose.ts'
import { toCalls } from '../../src/channels/telegram/write.ts'
import type { Sheet } from '../../src/domain/campaigns/sheet.ts'
import type { Address, CampaignId } from '../../src/kit/ids.ts'
import { directory, words } from '../app/rig.ts'
import { sheetOf } from '../domain/campaigns/sheets.ts'
import { world } from './telegram-rig.ts'

const said = (text: string): Record<string, string> => ({ en: text })
const ALL: Sheet['actions'] = [
  { kind: 'sign', target: 100 },
  { kind: 'rsvp', places: 10 },
  { kind: 'poll', ask: said('?'), options: [], most: 1, other: true },
  { kind: 'comment', summary: said('.'), questions: [] },
  { kind: 'organization' },
  { kind: 'friend' },
  { kind: 'calendar' },
]
type Key = { text: string; callback_data: string }

/** Columns that an old phone of 320 px shows of one button in a row, and of one of two (keyboard.ts). */
const [WHOLE, HALF] = [34, 17]
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u
const columns = (text: string): number =>
  [...text.replaceAll('\ufe0f', '')].reduce((sum, char) => sum + (WIDE.test(char) ? 2 : 1), 0)

test.each(words.languages().map(({ tag }) => tag))(
  'in %s every button is whole, under its limit and without a number',
  lang => {
    const tools = composeTools({ words, names: directory, look: directory.look, world })
    const sheet = sheetOf({ actions: ALL, texts: { [lang]: { title: 'Demo', body: 'Demo' } }, fallback: lang })
    const campaign = 'z'.repeat(22) as CampaignId
    const message = composeFor({ ...tools, campaign, sheet, lang, area: 'JP-11', purpose: 'call' })
    if (!message) throw new Error('no text')
    const calls = toCalls('1' as Address, message, { texts: words, bot: 'tulay_bot' })
    const [call] = calls
    if (!call || calls.length > 1) throw new Error('not one message')
    const { text, reply_markup } = call.payload as { text: string; reply_markup: { inline_keyboard: Key[][] } }
    const rows = reply_markup.inline_keyboard
    expect(rows.flat()).toHaveLength(8)
    for (const row of rows)
      for (const key of row) {
        expect(columns(key.text)).toBeLessThanOrEqual(row.length === 1 ? WHOLE : HALF)
        expect(key.text).not.toMatch(/…|^\d/)
        expect(Buffer.byteLength(key.callback_data)).toBeLessThanOrEqual(64)
        // No label is said a second time in the text, as it is where one had to be cut.
        expect(text.split('\n').filter(line => line.endsWith(key.text))).toEqual([])
      }
    // How it all ends stands last, alone.
    expect(rows.at(-1)).toEqual([{ text: expect.any(String), callback_data: expect.stringMatching(/^v\.stop/) }])
  },
)
