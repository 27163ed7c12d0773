/** `connect-src` is for the script that sends the form and asks for news; nothing else is loaded, and nothing from elsewhere. */
const CSP = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Of every answer. Kept short: they are sent uncompressed each time. */
export const SAFE: Record<string, string> = {
  'content-security-policy': CSP,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

export const PAGE: Record<string, string> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
}

/** A year: the name of an asset changes with its content. */
export const FOREVER = 'public, max-age=31536000, immutable'
