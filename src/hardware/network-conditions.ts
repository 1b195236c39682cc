/** How bad the way to the CSMS is, while the cable is plugged. The same seed makes the same trouble. */
export interface NetworkConditions {
  /** Milliseconds that each frame takes, in each direction. */
  readonly latencyMs?: number;
  /** Milliseconds that a frame may take longer than that, by chance; frames never overtake each other. */
  readonly jitterMs?: number;
  /** Per cent of the frames that get lost. */
  readonly lossPercent?: number;
  /** Per cent of the frames that come twice. */
  readonly duplicatePercent?: number;
  /** Per cent of the frames of which only a beginning comes. */
  readonly garbagePercent?: number;
  /** Nothing comes through in either direction and nobody is told: connections stay, new ones are not answered. */
  readonly halfOpen?: boolean;
  /** A 32-bit integer. */
  readonly seed: number;
}
