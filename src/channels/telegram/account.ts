import { createHash } from 'node:crypto'

/**
 * A mark of the bot: of its id, which stands before the colon of its token ("each bot is given a unique authentication token",
 * https://core.telegram.org/bots/api#authorizing-your-bot) and stays when the token is changed. Never of the token itself.
 */
export const accountOf = (token: string): string =>
  createHash('sha256')
    .update(token.split(':')[0] ?? '')
    .digest()
    .subarray(0, 8)
    .toString('base64url')
