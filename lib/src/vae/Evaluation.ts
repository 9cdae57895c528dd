/** Means over images, in nats per example: `elbo = reconstruction − kl`. */
export interface Evaluation {
  /** The evidence lower bound; for an autoencoder, which has no KL term, its reconstruction. */
  readonly elbo: number;
  /** log p(x | z), for one z drawn from q(z | x) per image. */
  readonly reconstruction: number;
  /** KL(q(z | x) ‖ p(z)). */
  readonly kl: number;
  /** Of `elbo`: standard deviation over the images / √n, infinite for a single image. */
  readonly standardError: number;
  readonly n: number;
}
