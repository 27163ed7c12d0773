import type { Context } from 'hono'
import type { Address } from '../../kit/ids.ts'
import { type Inbound, LIMITS } from '../../kit/inbound.ts'
import type { Message } from '../../kit/message.ts'
import type { World } from '../../kit/world.ts'
import type { Form } from './body.ts'
import { createDeedReader, type Done, pickShown } from './deeds.ts'
import { inAnyLanguage, invitation, isCampaign } from './invitation.ts'
import { filesOf } from './media.ts'
import type { Origin } from './origin.ts'
import { type Frame, type Talk, talkPage } from './page.ts'
import type { WebPort } from './port.ts'
import { addressOf, newNonce, readNonce, updateOf, type WebSession } from './session.ts'

export type Answer = { status: 200 | 413; page: ReturnType<typeof talkPage> }
type Ports = { app: WebPort; world: World; session: WebSession; frame: Frame; calls(): Promise<boolean> }

/** What happens between a form and the page that answers it. */
export const createTalk = ({ app, world, session, frame, calls }: Ports) => {
  const { words } = app
  const readDeeds = createDeedReader(app)
  /** A language that we have, of a link to this page or of the form that the page had. */
  const wishOf = (c: Context) => words.matchLanguage(c.get('wish') ?? c.req.query('lang'))
  const guess = (c: Context) => wishOf(c) ?? words.matchLanguage(c.req.header('accept-language'))

  const page = async (
    c: Context,
    talk: Partial<Talk> & { messages: Message[]; known: boolean },
    status: Answer['status'] = 200,
  ): Promise<Answer> => {
    const lang = talk.messages.at(-1)?.lang ?? guess(c) ?? words.languages()[0]?.tag ?? 'en'
    const files = await filesOf(app, talk.messages)
    const rest = { nonce: newNonce(world), notice: '', draft: '', lang, files, wish: wishOf(c), calls: await calls() }
    return { status, page: talkPage(frame, { ...rest, ...talk }) }
  }

  /** What stands now. A stranger's page leads to the address that its own nonce makes. */
  const show = async (c: Context, notice: (lang: string) => string = () => '', draft = ''): Promise<Answer> => {
    const known = session.read(c)
    const nonce = newNonce(world)
    const messages = await app.view('web', known ?? addressOf(nonce), guess(c))
    const lang = messages.at(-1)?.lang ?? guess(c) ?? 'en'
    return page(c, { messages, known: known !== undefined, nonce, notice: notice(lang), draft })
  }
  /** A link to a campaign asks only: nothing happens to whoever merely opened an address. */
  const invite = async (c: Context, campaign: string): Promise<Answer> => {
    const known = session.read(c)
    const shown = known && (await app.view('web', known, guess(c))).at(-1)?.lang
    const lang = shown ?? guess(c) ?? words.languages()[0]?.tag ?? 'en'
    return page(c, { messages: [invitation(words, campaign, lang)], known: known !== undefined, invited: campaign })
  }
  const say = (key: string, values?: Record<string, number>) => (lang: string) =>
    words.text(lang, `web.trouble.${key}`, values)

  const hear = async (c: Context, address: Address, nonce: string, done: Done[]): Promise<Message[]> => {
    const lang = guess(c)
    const replies = await app.receive(
      done.map(
        ({ it, said }, part): Inbound => ({
          channel: 'web',
          address,
          update: updateOf(nonce, part, said),
          ...(lang ? { guess: lang } : {}),
          at: world.now(),
          it,
        }),
      ),
    )
    // Of several files only the last answer asks for more; an earlier one counts when it says what was wrong with its file.
    const heard = replies.filter((_, part) => part === replies.length - 1 || done[part]?.it.kind === 'unreadable')
    return heard.flatMap(reply => reply.messages)
  }

  const answer = async (c: Context, form: Form, origin: Origin): Promise<Answer> => {
    c.set('wish', form.lang)
    const known = session.read(c)
    if (!known && form.known) return show(c, say('lost'))
    const nonce = readNonce(form.nonce) ?? newNonce(world)
    // A page that does not say where it comes from may know the nonce: it must not know the session too.
    const first = addressOf(origin === 'own' ? nonce : newNonce(world))
    const address = known ?? first
    const done = await readDeeds(address, nonce, form)
    if (done.length === 0) return show(c, say('empty'))
    const newcomer = address === first
    const meant = isCampaign(form.invited)
      ? pickShown(done, [inAnyLanguage(words, form.invited)])
      : newcomer
        ? pickShown(done, await app.view('web', address, guess(c)))
        : done
    const messages = await hear(c, address, nonce, meant)
    if (!known) session.begin(c, address)
    const tooLong = meant.some(({ it }) => it.kind === 'unreadable' && it.why === 'too-long')
    return page(c, { messages, known: true, draft: tooLong ? form.text : '' })
  }

  /** The file never came in whole, nor did the form's nonce: the answer says so, and a second try is a second try. */
  const tooLarge = async (c: Context): Promise<Answer> => {
    const notice = say('413', { megabytes: LIMITS.photo / 1_000_000 })
    return { ...(await show(c, notice)), status: 413 }
  }

  const langOf = async (c: Context): Promise<string> => {
    const known = session.read(c)
    const messages = known ? await app.view('web', known, guess(c)) : []
    return messages.at(-1)?.lang ?? guess(c) ?? words.languages()[0]?.tag ?? 'en'
  }

  return { show, invite, answer, tooLarge, langOf, guess }
}
