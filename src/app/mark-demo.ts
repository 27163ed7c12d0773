import type { Words } from '../engine/types.ts'
import type { Channel } from '../kit/channel.ts'

/** In demo mode every message that goes out says so: demo keys protect nobody, and nobody may take this for the real thing. */
export const markDemo = (channel: Channel, words: Words): Channel => ({
  ...channel,
  send: (to, message) =>
    channel.send(to, {
      ...message,
      text: [{ strong: words.text(message.lang, 'web.demo') }, '\n\n', ...message.text],
    }),
})
