import { channelContract } from '../contracts/channel-contract.ts'
import { byPolling, byTelegraf, byWebhook } from './telegram-rig.ts'

channelContract('telegram, carried by grammY, long polling', byPolling)
channelContract('telegram, carried by grammY, webhook', byWebhook)
channelContract('telegram, carried by Telegraf, long polling', () => byTelegraf('polling'))
channelContract('telegram, carried by Telegraf, webhook', () => byTelegraf('webhook'))
