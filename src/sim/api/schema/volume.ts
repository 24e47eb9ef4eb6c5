import {
  atomicObject,
  choice,
  flag,
  int32,
  int64,
  nested,
  object,
  objects,
  pointer,
  quantities,
  quantity,
  required,
  stringMap,
  strings,
  text,
} from './dsl.ts'
import { labelSelector, localObjectReference, objectMeta } from './meta.ts'

/** Volumes of `k8s.io/api/core/v1` (v1.36). */

export const objectFieldSelector = atomicObject('ObjectFieldSelector', {
  apiVersion: text('Version of the schema that the path is written in; v1.'),
  fieldPath: required(text("Path of the pod's field, such as metadata.name.")),
})

export const resourceFieldSelector = atomicObject('ResourceFieldSelector', {
  containerName: text('Container; required in volumes.'),
  resource: required(text('Such as limits.cpu or requests.memory.')),
  divisor: quantity('Unit of the result.'),
})

const keyToPath = object('KeyToPath', {
  key: required(text('The key to project.')),
  path: required(text('Relative path of the file.')),
  mode: pointer(int32('Mode bits of the file.')),
})

const downwardApiFile = object('DownwardAPIVolumeFile', {
  path: required(text('Relative path of the file.')),
  fieldRef: pointer(nested(objectFieldSelector, 'A field of the pod.')),
  resourceFieldRef: pointer(nested(resourceFieldSelector, 'A resource of a container.')),
  mode: pointer(int32('Mode bits of the file.')),
})

const items = objects(keyToPath, 'Keys to project, and where; none means all.')
const optional = pointer(flag('Whether it, or its keys, may be missing.'))
const defaultMode = pointer(int32('Mode bits of created files; 0644 by default.'))
const fsType = text('Filesystem type to mount.')
const readOnly = flag('Mounts read-only.')
const secretRef = pointer(nested(localObjectReference, 'Secret with the credentials.'))

const volumeProjection = object('VolumeProjection', {
  secret: pointer(
    nested(object('SecretProjection', { name: text('Secret.'), items, optional }), 'A Secret.'),
  ),
  downwardAPI: pointer(
    nested(
      object('DownwardAPIProjection', { items: objects(downwardApiFile, 'Files.') }),
      'Fields of the pod.',
    ),
  ),
  configMap: pointer(
    nested(
      object('ConfigMapProjection', { name: text('ConfigMap.'), items, optional }),
      'A ConfigMap.',
    ),
  ),
  serviceAccountToken: pointer(
    nested(
      object('ServiceAccountTokenProjection', {
        audience: text('Intended audience of the token.'),
        expirationSeconds: pointer(int64('Lifetime; one hour by default, at least 10 minutes.')),
        path: required(text('Relative path of the token.')),
      }),
      'A token of the service account.',
    ),
  ),
  clusterTrustBundle: pointer(
    nested(
      object('ClusterTrustBundleProjection', {
        name: pointer(text('One bundle by name.')),
        signerName: pointer(text('All bundles of a signer.')),
        labelSelector: pointer(nested(labelSelector, 'Bundles of the signer by label.')),
        optional,
        path: required(text('Relative path of the file.')),
      }),
      'Trust anchors.',
    ),
  ),
  podCertificate: pointer(
    nested(
      object('PodCertificateProjection', {
        signerName: required(text('Signer of the certificate.')),
        keyType: required(text('Type of the key pair.')),
        maxExpirationSeconds: pointer(int32('Longest lifetime.')),
        credentialBundlePath: text('Path of key and chain in one file.'),
        keyPath: text('Path of the key.'),
        certificateChainPath: text('Path of the chain.'),
        userAnnotations: stringMap('Passed on to the signer.'),
      }),
      'A certificate for the pod.',
    ),
  ),
})

const persistentVolumeClaimSpec = object('PersistentVolumeClaimSpec', {
  accessModes: strings('ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod.'),
  selector: pointer(nested(labelSelector, 'Volumes to consider.')),
  resources: nested(
    object('VolumeResourceRequirements', {
      limits: quantities('Most that is allowed.'),
      requests: quantities('Least that is needed: storage.'),
    }),
    'Size.',
  ),
  volumeName: text('The bound volume.'),
  storageClassName: pointer(text('StorageClass.')),
  volumeMode: pointer(text('Filesystem or Block.')),
  dataSource: pointer(
    nested(
      atomicObject('TypedLocalObjectReference', {
        apiGroup: pointer(text('Group.')),
        kind: required(text('Kind.')),
        name: required(text('Name.')),
      }),
      'What to fill the volume from.',
    ),
  ),
  dataSourceRef: pointer(
    nested(
      object('TypedObjectReference', {
        apiGroup: pointer(text('Group.')),
        kind: required(text('Kind.')),
        name: required(text('Name.')),
        namespace: pointer(text('Namespace.')),
      }),
      'What to fill the volume from.',
    ),
  ),
  volumeAttributesClassName: pointer(text('VolumeAttributesClass.')),
})

const EPHEMERAL = object('EphemeralVolumeSource', {
  volumeClaimTemplate: pointer(
    nested(
      object('PersistentVolumeClaimTemplate', {
        metadata: nested(objectMeta, 'Labels and annotations of the claim.'),
        spec: required(nested(persistentVolumeClaimSpec, 'The claim.')),
      }),
      'Claim that is made for the pod.',
    ),
  ),
})

/**
 * Simplified: sources of in-tree drivers that 1.36 only keeps for compatibility (gcePersistentDisk, rbd, glusterfs, ...)
 * are unknown fields here, apart from those below.
 */
export const volume = object('Volume', {
  name: required(text('Name of the volume; containers mount it by this name.')),
  emptyDir: pointer(
    nested(
      object('EmptyDirVolumeSource', {
        medium: text('"" for the node\'s disk, Memory for tmpfs.'),
        sizeLimit: pointer(quantity('Most that it may hold.')),
      }),
      'An empty directory that lives as long as the pod.',
    ),
  ),
  configMap: pointer(
    nested(
      object('ConfigMapVolumeSource', { name: text('ConfigMap.'), items, defaultMode, optional }),
      'Files from a ConfigMap.',
    ),
  ),
  secret: pointer(
    nested(
      object('SecretVolumeSource', { secretName: text('Secret.'), items, defaultMode, optional }),
      'Files from a Secret.',
    ),
  ),
  hostPath: pointer(
    nested(
      object('HostPathVolumeSource', {
        path: required(text('Path on the node.')),
        type: pointer(
          choice(
            'HostPathType',
            [
              '',
              'DirectoryOrCreate',
              'Directory',
              'FileOrCreate',
              'File',
              'Socket',
              'CharDevice',
              'BlockDevice',
            ],
            'What must be there.',
          ),
        ),
      }),
      'A file or directory of the node.',
    ),
  ),
  projected: pointer(
    nested(
      object('ProjectedVolumeSource', {
        sources: objects(volumeProjection, 'What is put together in one directory.'),
        defaultMode,
      }),
      'Several sources in one directory.',
    ),
  ),
  downwardAPI: pointer(
    nested(
      object('DownwardAPIVolumeSource', { items: objects(downwardApiFile, 'Files.'), defaultMode }),
      'Files with fields of the pod.',
    ),
  ),
  persistentVolumeClaim: pointer(
    nested(
      object('PersistentVolumeClaimVolumeSource', {
        claimName: required(text('The claim.')),
        readOnly,
      }),
      'A PersistentVolumeClaim.',
    ),
  ),
  ephemeral: pointer(nested(EPHEMERAL, 'A volume that is made for the pod.')),
  csi: pointer(
    nested(
      object('CSIVolumeSource', {
        driver: required(text('CSI driver.')),
        readOnly: pointer(readOnly),
        fsType: pointer(fsType),
        volumeAttributes: stringMap('Passed to the driver.'),
        nodePublishSecretRef: secretRef,
      }),
      'A volume of a CSI driver.',
    ),
  ),
  nfs: pointer(
    nested(
      object('NFSVolumeSource', {
        server: required(text('Server.')),
        path: required(text('Exported path.')),
        readOnly,
      }),
      'An NFS mount.',
    ),
  ),
  iscsi: pointer(
    nested(
      object('ISCSIVolumeSource', {
        targetPortal: required(text('Target portal.')),
        iqn: required(text('Qualified name.')),
        lun: required(int32('Logical unit.')),
        iscsiInterface: text('Interface.'),
        fsType,
        readOnly,
        portals: strings('More portals.'),
        chapAuthDiscovery: flag('CHAP for discovery.'),
        chapAuthSession: flag('CHAP for the session.'),
        secretRef,
        initiatorName: pointer(text('Initiator.')),
      }),
      'An iSCSI disk.',
    ),
  ),
  gitRepo: pointer(
    nested(
      object('GitRepoVolumeSource', {
        repository: required(text('URL.')),
        revision: text('Commit.'),
        directory: text('Target directory.'),
      }),
      'Deprecated: a clone of a git repository.',
    ),
  ),
  image: pointer(
    nested(
      object('ImageVolumeSource', {
        reference: text('Image.'),
        pullPolicy: choice('PullPolicy', ['Always', 'Never', 'IfNotPresent'], 'When to pull.'),
      }),
      'The content of an OCI image.',
    ),
  ),
})
