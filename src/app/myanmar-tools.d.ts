/** The package brings no types. */
declare module 'myanmar-tools' {
  class ZawgyiDetector {
    /** From 0, surely Unicode, to 1, surely Zawgyi; -Infinity where nothing tells. */
    getZawgyiProbability(text: string): number
  }
  class ZawgyiConverter {
    zawgyiToUnicode(text: string): string
    unicodeToZawgyi(text: string): string
  }
  export default { ZawgyiDetector, ZawgyiConverter }
}
