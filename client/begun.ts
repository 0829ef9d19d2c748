/** When the bundle's first module was evaluated: imported before everything else. */
export const begun = performance.now()
