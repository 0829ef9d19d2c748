/**
 * Presentation only: what a project means lies in its lockstep.json, and no setting ever holds a connection string.
 * `npm run gen` writes these to package.json.
 */
export const settings = {
  'lockstep.inlayHints': {
    order: 1,
    type: 'boolean',
    default: true,
    scope: 'window',
    markdownDescription:
      'Show behind each statement of a migration the strongest lock that is held from there to COMMIT. Needs `#editor.inlayHints.enabled#`.',
  },
  'lockstep.trace.server': {
    order: 2,
    type: 'string',
    enum: ['messages', 'verbose'],
    enumDescriptions: ['Names of requests and notifications.', 'Their contents as well.'],
    default: 'messages',
    scope: 'window',
    markdownDescription:
      'How much of the talk with the language server goes to the *Lockstep* output channel once its log level is *Trace*.',
  },
} as const
