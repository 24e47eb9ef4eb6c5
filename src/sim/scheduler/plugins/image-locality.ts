import type { ContainerImage } from '../../../protocol/objects/cluster.ts'
import type { Pod } from '../../../protocol/objects/pod.ts'
import { MAX_NODE_SCORE, type Plugin } from '../framework.ts'

const MEBIBYTE = 1024 * 1024
const THRESHOLD_MIN = 23 * MEBIBYTE
/** Per container. */
const THRESHOLD_MAX = 1000 * MEBIBYTE

// Memo by a node's list of images, which is replaced whenever it changes.
const sizesByImages = new WeakMap<readonly ContainerImage[], ReadonlyMap<string, number>>()

/**
 * Prefers nodes that have the pod's images already; an image that few nodes have counts less, lest all pods go there.
 * Upstream: plugins/imagelocality, v1.36.
 */
export const imageLocality: Plugin = {
  name: 'ImageLocality',

  preScore({ pod }, snapshot) {
    const images = imagesOf(pod)
    const spread = images.map((image) => snapshot.nodesWithImage(image) / snapshot.nodeCount)
    // Nobody has any: all nodes would get nothing.
    if (spread.every((share) => share === 0)) return undefined
    const max = THRESHOLD_MAX * images.length
    return {
      sign: images.map((image, i) => `${image}@${spread[i]}`).join(),
      score(node) {
        if (node.images.length === 0) return 0
        const sizes = imageSizes(node.images)
        let sum = 0
        for (let i = 0; i < images.length; i++) {
          const size = sizes.get(images[i] ?? '')
          if (size !== undefined) sum += Math.trunc(size * (spread[i] ?? 0))
        }
        const clamped = Math.min(Math.max(sum, THRESHOLD_MIN), max)
        return Math.trunc((MAX_NODE_SCORE * (clamped - THRESHOLD_MIN)) / (max - THRESHOLD_MIN))
      },
    }
  },
}

/** The images on a node by all their names, with their sizes in bytes. */
export function imageSizes(images: readonly ContainerImage[]): ReadonlyMap<string, number> {
  const known = sizesByImages.get(images)
  if (known) return known
  const sizes = new Map<string, number>()
  for (const { names = [], sizeBytes = 0 } of images)
    for (const name of names) sizes.set(name, sizeBytes)
  sizesByImages.set(images, sizes)
  return sizes
}

function imagesOf({ spec }: Pod): string[] {
  return [...(spec.initContainers ?? []), ...spec.containers].map(({ image }) =>
    normalizedName(image ?? ''),
  )
}

/** An image without a tag is `:latest`. */
function normalizedName(image: string): string {
  return image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image
}
