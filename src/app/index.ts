/**
 * app: the work, one verb a file. Doors come in through `createApp`: they hand over what people did and get back what to show.
 * Nothing here knows a messenger; nothing that a person wrote leaves this room but sealed.
 */
import type { FlowBook, Look } from '../engine/types.ts'
import type { Command } from '../kit/channel.ts'
import type { Address, ChannelName, Instant, Lang } from '../kit/ids.ts'
import type { Inbound, MediaKind } from '../kit/inbound.ts'
import type { Log } from '../kit/log.ts'
import type { Message } from '../kit/message.ts'
import type { Result } from '../kit/result.ts'
import type { World } from '../kit/world.ts'
import type { Privacy } from '../privacy/index.ts'
import { newReceipt, stretchReceipt } from '../privacy/receipts.ts'
import type { Sodium } from '../privacy/sodium.ts'
import type { Store } from '../store/index.ts'
import { removeTraces } from '../store/traces.ts'
import type { Reply, Room } from './batch.ts'
import type { Board } from './boarding.ts'
import { ANSWERS, createPolls } from './campaigns/acts/polls.ts'
import { composeTools } from './campaigns/compose.ts'
import { createMediaShelf, type MediaShelf } from './campaigns/media.ts'
import type { Tools } from './commits/verb.ts'
import { finishErasures } from './erase-case.ts'
import type { HeldRoom } from './held.ts'
import { createKeepFile, type FileDeed } from './keep-file.ts'
import { createMemory } from './memory.ts'
import { createReceiptPool, type PoolSize } from './receipts.ts'
import { createReceiver } from './receive.ts'
import { createTellOfCampaigns, type TellOfCampaigns } from './staff-chat/campaign-notices.ts'
import { createDrillReminder, type RemindOfDrills } from './staff-chat/drill-reminder.ts'
import { type Menu, showMenus, staffCommands } from './staff-chat/menu.ts'
import { createTellStaff } from './staff-chat/notices.ts'
import type { TellStaff } from './tell-staff.ts'
import { createTimers } from './timers.ts'
import { createTraceKeeper } from './traces.ts'
import type { AppWords } from './words.ts'

export type { Reply } from './batch.ts'

export type App = {
  /** Group commit: resolves after the commit of the transaction that holds them. In order per person. */
  receive(inbounds: Inbound[]): Promise<Reply[]>
  /** What a pull channel shows now, without changing anything. */
  view(channel: ChannelName, address: Address, guess?: Lang): Promise<Message[]>
  /** Puts a fetched file aside, cleaned and sealed; refuses what is too large or no photo or voice. */
  keepFile(
    channel: ChannelName,
    address: Address,
    media: MediaKind,
    bytes: Uint8Array,
    caption: string,
  ): Promise<Result<FileDeed, 'too-large' | 'wrong-type'>>
  /** The files that go out with campaigns. */
  media: MediaShelf
  words: AppWords
  /** The slash commands of every flow and verb, described in that language. */
  commands(lang: Lang): Command[]
  /** Shows the commands of staff in a linked chat, or hides them where it is one no more. */
  menu: Menu
  /** Leaves word for staff in their chats, in the transaction of the reason for it. */
  tell: TellStaff
  /** Reminds keyholders to show that they still open with their keys. */
  remind: RemindOfDrills
  /** Tells those who sign what waits for them, and what has gone out. */
  tellOfCampaigns: TellOfCampaigns
  /** At a start: shows them in all linked chats. */
  showMenus(): Promise<void>
  /** Within delivery's transaction: remembers what went out, so that it can be cleared. */
  sent: ReturnType<typeof createTraceKeeper>
  /** Fires the timers of conversations that are due; resolves with how many there were. */
  fireTimers(now: Instant): Promise<number>
  /** Resolves when everything received so far is committed; makes no more receipts ahead. */
  stop(): Promise<void>
  /** Makes receipts ahead of time; resolves when the pool is full. */
  warm(): Promise<void>
}

export type AppOptions = {
  store: Store
  privacy: Privacy
  sodium: Sodium
  world: World
  words: AppWords
  flows: FlowBook
  look: Look
  log: Log
  demo: () => boolean
  names: Pick<Tools, 'urgencyOf' | 'areaName' | 'topicName'>
  pushes: Tools['pushes']
  /** After each commit that left something to send. */
  nudge: () => void
  /** After each commit that changed the queue of staff. */
  changed?: () => void
  /** The short way out for answers; without it all go by the outbox and the next nudge. */
  board?: Board
  /** Deletes messages on a person's phone; absent for channels that cannot. */
  clear?: (channel: ChannelName, address: Address, refs: string[]) => Promise<void>
  /** Scheme and host of the console; absent: nobody comes in from outside. */
  pages?: string | undefined
  /** The bot's name on Telegram, for links to it. */
  bot?: () => string | undefined
  /** Shows these commands in one chat alone; absent for channels that cannot. */
  setCommands?: (channel: ChannelName, address: Address, commands: readonly Command[] | undefined) => Promise<void>
  /** Of campaigns what waits on pages; absent: it goes on waiting. */
  campaigns?: HeldRoom['campaigns']
  /** Receipts made ahead of time. */
  receipts?: PoolSize
} & Pick<Tools, 'config' | 'pace'>

/** A shelter where everybody reports at once is served from the pool; a stampede waits. */
const RECEIPTS: PoolSize = { size: 32, atOnce: 1 }

export const createApp = (options: AppOptions): App => {
  const { store, privacy, sodium, world, words, flows, log, pages } = options
  const polls = createPolls(words, () => ({ store, privacy, demo: options.demo() }))
  const look: Look = (source, query) => (source === ANSWERS ? polls.items(query) : options.look(source, query))
  const receipts = createReceiptPool(async () => {
    const receipt = newReceipt(world)
    return { receipt, ...(await stretchReceipt(privacy.receiptSalt, receipt)) }
  }, options.receipts ?? RECEIPTS)
  const menu: Menu = ({ channel, address }, lang) => {
    const commands = lang === undefined ? undefined : [...staffCommands(words, lang), ...commandsOf(flows, words, lang)]
    options.setCommands?.(channel, address, commands).catch(error => log.error('channel.failed', error))
  }
  const tell = createTellStaff({ ...options, ...options.names, pages })
  const remind = createDrillReminder({ ...options, ...options.names, pages })
  const tellOfCampaigns = createTellOfCampaigns({ ...options, ...options.names, pages })
  const tools: Tools = {
    store,
    privacy,
    sodium,
    world,
    words,
    look,
    receipts,
    demo: options.demo,
    pushes: options.pushes,
    ...options.names,
    ...(options.config ? { config: options.config } : {}),
    pace: options.pace,
    pages,
    menu,
    tell,
    order: createOrder(world),
    polls,
    compose: composeTools({ ...options, look }),
    bot: () => options.bot?.(),
    erased: () => void finishErasures(store, world.now()).catch(error => log.error('store.failed', error)),
    changed: () => options.changed?.(),
    clear(talk, refs) {
      options
        .clear?.(talk.channel, talk.address, refs)
        .then(() => store.tx(tx => removeTraces(tx, talk.person)))
        .catch(error => log.error('channel.failed', error))
    },
  }
  const memory = createMemory()
  const room: Room = {
    tools,
    words,
    look,
    flows,
    log,
    memory,
    nextOrder: tools.order,
    board: options.board,
    campaigns: options.campaigns,
  }
  const receiver = createReceiver(room, options.nudge)
  const keep = createKeepFile({ store, privacy, world })
  return {
    receive: receiver.receive,
    view: receiver.view,
    keepFile: (channel, address, media, bytes, caption) =>
      keep(privacy.person(channel, address), media, bytes, caption),
    media: createMediaShelf({ store, privacy, world }),
    words,
    commands: lang => commandsOf(flows, words, lang),
    menu,
    tell,
    remind,
    tellOfCampaigns,
    showMenus: () => showMenus({ store, privacy, words, menu }),
    sent: createTraceKeeper(privacy, memory),
    fireTimers: createTimers(room, receiver),
    stop() {
      receipts.stop()
      return receiver.idle()
    },
    warm: receipts.fill,
  }
}

/** Microseconds of the start, then one up each time: rising over restarts too, as long as the clock is not set back by much. */
const createOrder = (world: World): (() => number) => {
  let order = world.now() * 1000
  return () => ++order
}

const commandsOf = (flows: FlowBook, words: AppWords, lang: Lang): Command[] => {
  const menu = flows.menu.items
  const rank = (flow: string) => (menu.includes(flow) ? menu.indexOf(flow) : menu.length)
  const ofFlows = flows
    .all()
    .toSorted((a, b) => rank(a.flow) - rank(b.flow))
    .flatMap(({ flow, on }) =>
      on.command ? [{ command: on.command, description: words.text(lang, `flows.${flow}.command`) }] : [],
    )
  const ofVerbs = (['menu', 'help', 'back', 'repeat', 'cancel', 'stop'] as const).map(verb => ({
    command: verb as string,
    description: words.text(lang, `verbs.${verb}.command`),
  }))
  const taken = new Set(ofFlows.map(({ command }) => command))
  return [...ofFlows, ...ofVerbs.filter(({ command }) => !taken.has(command))]
}
