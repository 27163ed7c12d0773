import type { Telegram as TelegrafClient } from 'telegraf'
import type { App } from './app/index.ts'
import type { Telegram } from './channels/telegram/grammy.ts'
import type { TelegrafDoor } from './channels/telegram/telegraf.ts'
import type { Config } from './config.ts'
import type { Log } from './kit/log.ts'
import type { World } from './kit/world.ts'
import { derive } from './privacy/derive.ts'

type Rooms = { app: App; world: World; log: Log; secret: Uint8Array }

/** A bot of its own, by the token in the configuration. Loaded only by who uses it: a start must be quick. */
export const openTelegram = async (
  { app, world, log, secret }: Rooms,
  { telegram, publicUrl, paidBroadcast: paid }: Config,
): Promise<Telegram | undefined> => {
  if (!telegram) return undefined
  const { token, apiRoot, webhookSecret } = telegram
  const { createTelegram } = await import('./channels/telegram/grammy.ts')
  return createTelegram({
    token,
    apiRoot,
    paid,
    app,
    world,
    log,
    ...(publicUrl
      ? {
          webhook: {
            publicUrl,
            secret: webhookSecret ?? Buffer.from(derive(secret, 'telegram webhook')).toString('base64url'),
          },
        }
      : {}),
  })
}

/** Inside a Telegraf bot that an organization already runs. */
export const openDoor = async (
  { app, world, log }: Rooms,
  telegram: TelegrafClient | undefined,
  { paidBroadcast: paid }: Config,
): Promise<TelegrafDoor | undefined> => {
  if (!telegram) return undefined
  const { createTelegrafDoor } = await import('./channels/telegram/telegraf.ts')
  return createTelegrafDoor({ app, world, log, telegram, paid })
}
