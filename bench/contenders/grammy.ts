import { type Conversation, type ConversationFlavor, conversations, createConversation } from '@grammyjs/conversations'
import { Bot, type Context } from 'grammy'
import type { Contender, Durability } from '../contender.ts'
import { openStateTable, type StateTable } from '../state-table.ts'
import { createFakeTelegram, type FakeTelegram, ME } from '../telegram.ts'
import { type Button, KEYBOARDS, PROMPTS, placeCode, tapped } from './prompts.ts'

type Outside = ConversationFlavor<Context>
type Talk = Conversation<Outside, Context>

const buttons = (rows: readonly (readonly Button[])[]) => ({ reply_markup: { inline_keyboard: rows as Button[][] } })

const askButton = async (talk: Talk, ctx: Context, step: 'safe' | 'category' | 'review', prompt: string) => {
  await ctx.reply(prompt, buttons(KEYBOARDS[step]))
  for (;;) {
    const answer = await talk.wait()
    const value = tapped(step, answer.callbackQuery?.data)
    if (value) {
      await answer.answerCallbackQuery()
      return { ctx: answer, value }
    }
    await answer.reply(PROMPTS.choose, buttons(KEYBOARDS[step]))
  }
}

const askPlace = async (talk: Talk, ctx: Context) => {
  await ctx.reply(PROMPTS.place)
  for (;;) {
    const answer = await talk.wait()
    const value = placeCode(answer.message?.text ?? '')
    if (value) return { ctx: answer, value }
    await answer.reply(PROMPTS.place_again)
  }
}

const askStory = async (talk: Talk, ctx: Context) => {
  await ctx.reply(PROMPTS.story, buttons(KEYBOARDS.done))
  const parts: string[] = []
  for (;;) {
    const answer = await talk.wait()
    if (tapped('story', answer.callbackQuery?.data)) {
      await answer.answerCallbackQuery()
      return { ctx: answer, value: parts.join('\n') }
    }
    if (answer.message?.text) parts.push(answer.message.text)
    await answer.reply(PROMPTS.more, buttons(KEYBOARDS.done))
  }
}

const report = (table: StateTable) =>
  async function report(talk: Talk, ctx: Context): Promise<void> {
    const safe = await askButton(talk, ctx, 'safe', PROMPTS.safe)
    if (safe.value === 'no') await safe.ctx.reply(PROMPTS.danger)
    const category = await askButton(talk, safe.ctx, 'category', PROMPTS.category)
    const place = await askPlace(talk, category.ctx)
    const story = await askStory(talk, place.ctx)
    const review = await askButton(talk, story.ctx, 'review', PROMPTS.review)
    const chat = review.ctx.chatId ?? 0
    await talk.external(() =>
      table.file(chat, {
        category: category.value,
        area: place.value,
        story: story.value,
        told: review.value === 'tell',
      }),
    )
    await review.ctx.reply(PROMPTS.thanks)
  }

/**
 * A transformer would stand above the plugin's own and be asked again at every replay,
 * so grammY is stubbed below, at the `fetch` that its client calls.
 */
const fetchInto = (fake: FakeTelegram) => async (url: unknown, options?: { body?: unknown }) => {
  const method = String(url).slice(String(url).lastIndexOf('/') + 1)
  const result = fake.call(method, JSON.parse(String(options?.body ?? '{}')))
  return { json: async () => ({ ok: true, result }) }
}

/** grammY's `conversations` (version 2) with its replay log in SQLite. */
export const grammy = (durability: Durability): Contender => ({
  name: 'grammY conversations',
  durability,
  async open(folder) {
    const table = openStateTable(folder, durability)
    const fake = createFakeTelegram()
    const bot = new Bot<Outside>('1:bench', { botInfo: ME, client: { fetch: fetchInto(fake) as never } })
    bot.use(
      conversations({
        storage: {
          type: 'key',
          version: 1,
          adapter: {
            read: key => JSON.parse(table.read(key) ?? 'null') ?? undefined,
            write: (key, state) => table.write(key, JSON.stringify(state)),
            delete: key => table.remove(key),
          },
        },
      }),
    )
    bot.use(createConversation(report(table)))
    bot.command('report', ctx => ctx.conversation.enter('report'))
    return {
      act: (person, act) => bot.handleUpdate(fake.update(person, act)),
      stateBytes: () => table.bytes(),
      filed: async () => table.filed(),
      async close() {
        table.close()
      },
    }
  },
})
