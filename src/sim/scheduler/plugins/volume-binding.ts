import { type Plugin, unresolvable } from '../framework.ts'

/**
 * Rejects pods whose volume claims do not exist. Upstream: plugins/volumebinding, v1.36.
 * Simplified: this edition has no PersistentVolumeClaims, so none ever exists.
 */
export const volumeBinding: Plugin = {
  name: 'VolumeBinding',

  preFilter({ pod }) {
    const claim = pod.spec.volumes?.find((volume) => volume.persistentVolumeClaim)
    const name = claim?.persistentVolumeClaim?.claimName
    if (name === undefined) return undefined
    return { rejection: unresolvable(`persistentvolumeclaim ${JSON.stringify(name)} not found`) }
  },
}
