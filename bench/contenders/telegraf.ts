import { Composer, Scenes, session, Telegraf } from 'telegraf'
import type { Contender, Durability } from '../contender.ts'
import { openStateTable, type StateTable } from '../state-table.ts'
import { createFakeTelegram, ME } from '../telegram.ts'
import { type Button, KEYBOARDS, PROMPTS, placeCode, tapped } from './prompts.ts'

type Answers = { category?: string; area?: string; story?: string[] }
type Context = Scenes.WizardContext
/** The same JSON under the types that Telegraf brings along. */
type TelegrafUpdate = Parameters<Telegraf['handleUpdate']>[0]

const buttons = (rows: readonly (readonly Button[])[]) => ({ reply_markup: { inline_keyboard: rows as Button[][] } })
const dataOf = (ctx: Context): string | undefined =>
  ctx.callbackQuery && 'data' in ctx.callbackQuery ? ctx.callbackQuery.data : undefined
const textOf = (ctx: Context): string | undefined =>
  ctx.message && 'text' in ctx.message ? ctx.message.text : undefined
const answersOf = (ctx: Context): Answers => ctx.wizard.state as Answers

const reportScene = (table: StateTable) =>
  new Scenes.WizardScene<Context>(
    'report',
    async ctx => {
      await ctx.reply(PROMPTS.safe, buttons(KEYBOARDS.safe))
      ctx.wizard.next()
    },
    async ctx => {
      const safe = tapped('safe', dataOf(ctx))
      if (!safe) return ctx.reply(PROMPTS.choose, buttons(KEYBOARDS.safe))
      await ctx.answerCbQuery()
      if (safe === 'no') await ctx.reply(PROMPTS.danger)
      await ctx.reply(PROMPTS.category, buttons(KEYBOARDS.category))
      return ctx.wizard.next()
    },
    async ctx => {
      const category = tapped('category', dataOf(ctx))
      if (!category) return ctx.reply(PROMPTS.choose, buttons(KEYBOARDS.category))
      await ctx.answerCbQuery()
      answersOf(ctx).category = category
      await ctx.reply(PROMPTS.place)
      return ctx.wizard.next()
    },
    async ctx => {
      const area = placeCode(textOf(ctx) ?? '')
      if (!area) return ctx.reply(PROMPTS.place_again)
      answersOf(ctx).area = area
      await ctx.reply(PROMPTS.story, buttons(KEYBOARDS.done))
      return ctx.wizard.next()
    },
    async ctx => {
      const answers = answersOf(ctx)
      const text = textOf(ctx)
      if (text !== undefined) {
        answers.story = [...(answers.story ?? []), text]
        return ctx.reply(PROMPTS.more, buttons(KEYBOARDS.done))
      }
      if (!tapped('story', dataOf(ctx))) return ctx.reply(PROMPTS.more, buttons(KEYBOARDS.done))
      await ctx.answerCbQuery()
      await ctx.reply(PROMPTS.review, buttons(KEYBOARDS.review))
      return ctx.wizard.next()
    },
    async ctx => {
      const choice = tapped('review', dataOf(ctx))
      if (!choice || !ctx.chat) return ctx.reply(PROMPTS.choose, buttons(KEYBOARDS.review))
      await ctx.answerCbQuery()
      const { category = '', area = '', story = [] } = answersOf(ctx)
      table.file(ctx.chat.id, { category, area, story: story.join('\n'), told: choice === 'tell' })
      await ctx.reply(PROMPTS.thanks)
      return ctx.scene.leave()
    },
  )

/** Telegraf's `WizardScene` with its session in SQLite: the synchronous store that its typings invite. */
export const telegraf = (durability: Durability): Contender => ({
  name: 'Telegraf WizardScene',
  durability,
  async open(folder) {
    const table = openStateTable(folder, durability)
    const fake = createFakeTelegram()
    const bot = new Telegraf<Context>('1:bench')
    bot.botInfo = ME
    const stage = new Scenes.Stage<Context>([reportScene(table)])
    const store = {
      get: (key: string) => JSON.parse(table.read(key) ?? 'null') ?? undefined,
      set: (key: string, value: unknown) => table.write(key, JSON.stringify(value)),
      delete: (key: string) => table.remove(key),
    }
    bot.use((ctx, next) => {
      // Telegraf builds a client per update, so the stub has to go in per update too.
      ctx.telegram.callApi = async (method, payload) => fake.call(method, payload) as never
      return next()
    })
    bot.use(session({ store }))
    bot.use(stage.middleware())
    bot.use(Composer.command('report', ctx => ctx.scene.enter('report')))
    bot.catch(error => {
      throw error
    })
    return {
      act: (person, act) => bot.handleUpdate(fake.update(person, act) as TelegrafUpdate),
      stateBytes: () => table.bytes(),
      filed: async () => table.filed(),
      async close() {
        table.close()
      },
    }
  },
})
