/** QEMU's option syntax: a comma inside a value is written twice (util/qemu-option.c). */
export const escapeOption = (value: string): string => value.replaceAll(',', ',,')
