/**
 * Stands in main's bundle for what the settings file would need to check a schema or to migrate.
 * Settings are checked by our own schemas, so neither is asked for; who asks fails at once.
 */
export const Ajv2020 = undefined
export default undefined
