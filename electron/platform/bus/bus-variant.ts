/** A value with its D-Bus type, where a message may hold any. */
export class BusVariant {
  readonly signature: string
  readonly value: unknown

  constructor(signature: string, value: unknown) {
    this.signature = signature
    this.value = value
  }
}
