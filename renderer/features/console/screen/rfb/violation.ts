/** A VNC server said what none that is honest would. `message` is technical detail, in English. */
export class RfbViolation extends Error {
  override readonly name = 'RfbViolation'
}
