// Sentences of the page's language, with places such as `{word}` to be filled in.
export const textsOf = element => JSON.parse(element.dataset.words)
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place)
