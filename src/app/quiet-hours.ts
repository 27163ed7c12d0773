/** For delivery, which knows no other room than this one. */
export { outsideQuietHours, type QuietHours } from '../domain/quiet-hours.ts'
