import type { Translation } from '../catalog.ts'
import type { story as english } from '../en/story.ts'
import { processes } from './processes.ts'

/** 이야기의 단계. */
export const story: Translation<typeof english> = {
  plan: {
    create: '{{name}} 생성',
    createPod: '파드 {{name}} 생성',
    scaleUp: '{{name}} 스케일 업',
    scaleDown: '{{name}} 스케일 다운',
    rollout: '{{name}} 새 버전 롤아웃',
    delete: '{{name}} 삭제',
    deletePod: '파드 {{name}} 삭제',
    replacePod: '파드 {{name}} 삭제와 교체',
    remove: '{{kind}} {{name}} 삭제',
    service: '서비스 {{name}} 생성',
    store: '{{kind}} {{name}} 저장',
    cordon: '노드 {{name}} 코든',
    uncordon: '노드 {{name}} 코든 해제',
    nodeCrash: '노드 {{name}} 장애',
    networkCut: '노드 {{name}} 네트워크 단절',
    kubeletStop: '{{name}}의 kubelet 중지',
    nodeReturn: '노드 {{name}} 복귀',
    networkHeal: '노드 {{name}} 네트워크 복구',
    kubeletReturn: '{{name}}의 kubelet 복귀',
    killContainer: '{{name}}의 컨테이너 강제 종료',
  },
  create: {
    '1': {
      title: 'kubectl이 API 서버에 {{kind}} {{name}} 생성을 요청합니다',
      title_many: 'kubectl이 API 서버에 {{kind}} {{name}} 외 {{more}}개의 생성을 요청합니다',
      what: 'kubectl이 매니페스트를 읽고 {{kind}} {{name}} 오브젝트가 아직 없음을 확인한 뒤, HTTP POST로 API 서버에 보냈습니다.',
      what_many:
        'kubectl이 매니페스트를 읽고 오브젝트를 하나씩 처리합니다. 이미 있는지 확인하고, 없으면 HTTP POST로 API 서버에 보냅니다.',
      why: '클러스터에 원하는 것이 있으면 누구나 API 서버에 요청합니다. 문은 이것 하나뿐입니다. 매니페스트는 방법이 아니라 원하는 상태를 적습니다.',
    },
    '2': {
      title: 'API 서버가 {{kind}} {{name}} 오브젝트를 검사하고 etcd에 저장합니다',
      title_many: 'API 서버가 오브젝트들을 검사하고 etcd에 저장합니다',
      what: '인증, 인가, 기본값 채우기, 어드미션, 유효성 검사를 통과했고 etcd가 기록했습니다. 이것만으로는 아직 파드가 하나도 없습니다.',
      what_many:
        '오브젝트마다 인증, 인가, 기본값 채우기, 어드미션, 유효성 검사를 거쳐 etcd에 기록됩니다. kubectl은 하나씩 차례로 보내고, 먼저 저장된 것은 마지막 것을 기다리지 않고 처리되기 시작합니다.',
      why: 'etcd와 대화하는 것은 API 서버뿐입니다. 저장된 것은 원하는 상태이고, 그것을 실현하는 일은 watch하고 있는 다른 컴포넌트의 몫입니다.',
    },
    '3': {
      title_one: '컨트롤러 매니저가 파드를 만듭니다',
      title_other: '컨트롤러 매니저가 파드 {{count}}개를 만듭니다',
      what_one:
        '디플로이먼트 컨트롤러가 레플리카셋을 만들고, 레플리카셋 컨트롤러가 파드를 만들었습니다. 모두 API 서버를 거쳤습니다. 파드에는 아직 노드가 없습니다.',
      what_other:
        '디플로이먼트 컨트롤러가 레플리카셋을 만들고, 레플리카셋 컨트롤러가 파드 {{count}}개를 만들었습니다. 모두 API 서버를 거쳤습니다. 파드에는 아직 노드가 없습니다.',
      why: '컨트롤러는 watch를 열어 두고 있습니다. 폴링하지 않아도 API 서버가 새 오브젝트를 알려 줍니다. 컨트롤러는 원하는 상태와 현재 상태를 비교해 모자란 것을 씁니다.',
    },
    '4': {
      title_one: '스케줄러가 파드를 노드에 바인딩합니다',
      title_other: '스케줄러가 파드들을 노드에 바인딩합니다',
      what: '스케줄러는 파드마다 맞지 않는 노드를 걸러 내고 나머지에 점수를 매긴 다음, 고른 노드를 API 서버를 통해 spec.nodeName에 적었습니다.',
      why: '스케줄러는 노드가 없는 파드를 watch합니다. 결정하고 기록할 뿐, 아무것도 실행하지 않고 노드에 알리지도 않습니다.',
    },
    '5': {
      title: '각 kubelet이 자신의 watch로 파드를 알게 됩니다',
      what: 'kubelet은 spec.nodeName이 자기 노드인 파드를 watch하므로, API 서버가 그 노드의 kubelet에 파드를 전달했습니다.',
      why: '스케줄러와 kubelet 사이에는 아무것도 오가지 않습니다. 스케줄러가 kubelet에 지시한다고 적은 자료가 많지만, 스케줄러는 kubelet에 닿는 방법조차 모릅니다.',
    },
    '6': {
      title: 'kubelet이 샌드박스와 컨테이너를 만들게 합니다',
      what: '각 kubelet은 CRI로 컨테이너 런타임에 샌드박스 생성(CNI가 IP 주소 할당), 이미지 풀, 컨테이너 생성과 시작을 맡겼습니다.',
      why: 'kubelet은 컨테이너를 직접 실행하지 않습니다. 파드 명세와 노드에서 실제로 도는 것을 비교해 모자란 것을 런타임에 요청합니다.',
    },
    '7': {
      title_one: '파드가 실행되고 보고되어 접근할 수 있게 됩니다',
      title_other: '파드들이 실행되고 보고되어 접근할 수 있게 됩니다',
      what: '각 kubelet이 파드의 상태를 API 서버에 기록했습니다. 서비스가 선택하는 파드는 이제 EndpointSlice에 올라 있고, 모든 kube-proxy가 watch로 알게 되었습니다.',
      why: '순환이 완성되었습니다. 현재 상태가 원하는 상태와 같아졌고, 컨트롤러들은 달라지는지 계속 watch합니다.',
    },
  },
  createPod: {
    skipped:
      '3단계는 건너뜁니다. 단독 파드에는 컨트롤러가 없습니다. 만든 것은 당신뿐이고, 사라져도 다시 만들어 줄 이가 없습니다.',
    '1': {
      title: 'kubectl이 API 서버에 파드 {{name}} 생성을 요청합니다',
      title_many: 'kubectl이 API 서버에 파드 {{name}} 외 {{more}}개의 생성을 요청합니다',
      what: 'kubectl이 매니페스트를 읽고 파드가 아직 없음을 확인한 뒤, HTTP POST로 API 서버에 보냈습니다.',
      why: '클러스터에 원하는 것이 있으면 누구나 API 서버에 요청합니다. 문은 이것 하나뿐입니다.',
    },
    '2': {
      title: 'API 서버가 {{name}} 파드를 검사하고 etcd에 저장합니다',
      title_many: 'API 서버가 오브젝트들을 검사하고 etcd에 저장합니다',
      what: '인증, 인가, 기본값 채우기, 어드미션, 유효성 검사를 통과했고 etcd가 기록했습니다. 파드는 존재하지만 노드가 없고 아무것도 실행되지 않습니다.',
      why: 'etcd와 대화하는 것은 API 서버뿐입니다. 저장된 것은 원하는 상태이고, 그것을 실현하는 일은 watch하고 있는 다른 컴포넌트의 몫입니다.',
    },
    '3': {
      title: '컨트롤러가 필요 없습니다',
      what: '단독 파드에는 컨트롤러가 없습니다.',
      why: '컨트롤러는 템플릿이 있는 파드만 만듭니다.',
    },
    '4': {
      title_one: '스케줄러가 파드를 노드에 바인딩합니다',
      title_other: '스케줄러가 파드들을 노드에 바인딩합니다',
      what: '스케줄러는 맞지 않는 노드를 걸러 내고 나머지에 점수를 매긴 다음, 고른 노드를 API 서버를 통해 spec.nodeName에 적었습니다.',
      why: '스케줄러는 노드가 없는 파드를 watch합니다. 결정하고 기록할 뿐, 아무것도 실행하지 않고 노드에 알리지도 않습니다.',
    },
    '5': {
      title: 'kubelet이 자신의 watch로 파드를 알게 됩니다',
      what: 'kubelet은 spec.nodeName이 자기 노드인 파드를 watch하므로, API 서버가 그 노드의 kubelet에 파드를 전달했습니다.',
      why: '스케줄러와 kubelet 사이에는 아무것도 오가지 않습니다. 스케줄러가 kubelet에 지시한다고 적은 자료가 많지만, 스케줄러는 kubelet에 닿는 방법조차 모릅니다.',
    },
    '6': {
      title: 'kubelet이 샌드박스와 컨테이너를 만들게 합니다',
      what: 'kubelet은 CRI로 컨테이너 런타임에 샌드박스 생성(CNI가 IP 주소 할당), 이미지 풀, 컨테이너 생성과 시작을 맡겼습니다.',
      why: 'kubelet은 컨테이너를 직접 실행하지 않습니다. 파드 명세와 노드에서 실제로 도는 것을 비교해 모자란 것을 런타임에 요청합니다.',
    },
    '7': {
      title_one: '파드가 실행되고 보고되어 접근할 수 있게 됩니다',
      title_other: '파드들이 실행되고 보고되어 접근할 수 있게 됩니다',
      what: 'kubelet이 파드의 상태를 API 서버에 기록했습니다. 서비스가 선택하는 파드라면 EndpointSlice에 올라 있고, 모든 kube-proxy가 watch로 알게 되었습니다.',
      why: '현재 상태가 원하는 상태와 같아졌습니다. 노드를 잃으면 이 파드는 아무도 다시 만들지 않습니다. 그래서 디플로이먼트가 있습니다.',
    },
  },
  scaleUp: {
    '1': {
      title: 'kubectl이 {{name}}의 레플리카를 늘려 달라고 요청합니다',
      what: 'kubectl이 새 레플리카 수를 API 서버에 보냈습니다.',
      why: '스케일링은 spec의 숫자 하나입니다. 나머지는 모두 거기에서 따라옵니다.',
    },
    '2': {
      title: 'API 서버가 새 레플리카 수를 저장합니다',
      what: 'etcd에서 {{kind}} {{name}}의 spec.replicas가 바뀌고 generation이 1 올랐습니다.',
      why: 'spec이 바뀔 때마다 generation이 오릅니다. 컨트롤러는 자신이 본 값을 observedGeneration으로 보고합니다.',
    },
    '3': {
      title_one: '컨트롤러가 파드를 하나 더 만듭니다',
      title_other: '컨트롤러가 파드 {{count}}개를 더 만듭니다',
      what: '디플로이먼트 컨트롤러가 레플리카셋의 크기를 바꾸고, 레플리카셋 컨트롤러가 모자란 파드를 만들었습니다.',
      why: '원하는 상태와 현재 상태가 달라졌음을 둘 다 watch로 알았습니다.',
    },
    '4': {
      title_one: '스케줄러가 새 파드를 노드에 바인딩합니다',
      title_other: '스케줄러가 새 파드들을 노드에 바인딩합니다',
      what: '스케줄러는 새 파드마다 노드를 거르고 점수를 매겨, 고른 노드를 spec.nodeName에 적었습니다.',
      why: '이미 실행 중인 파드는 옮기지 않습니다. 스케줄러는 노드가 없는 파드만 봅니다.',
    },
    '5': {
      title: '각 kubelet이 자신의 watch로 새 파드를 알게 됩니다',
      what: 'API 서버가 새 파드를 해당 노드의 kubelet에 전달했습니다.',
      why: 'kubelet은 spec.nodeName이 자기 노드인 파드를 watch합니다. 스케줄러와 kubelet 사이에는 아무것도 오가지 않습니다.',
    },
    '6': {
      title: 'kubelet이 새 컨테이너를 만들게 합니다',
      what: 'CRI와 CNI로 샌드박스를 만들고, 없는 이미지는 풀하고, 컨테이너를 만들어 시작했습니다.',
      why: '이 이미지를 실행한 적이 있는 노드에는 이미지가 디스크에 있어 더 빠릅니다.',
    },
    '7': {
      title_one: '새 파드가 실행되고 접근할 수 있게 됩니다',
      title_other: '새 파드들이 실행되고 접근할 수 있게 됩니다',
      what: 'kubelet이 준비되었다고 보고했고, 파드를 선택하는 서비스의 EndpointSlice에 올랐습니다.',
      why: '현재 상태가 새 레플리카 수와 같아졌습니다.',
    },
  },
  scaleDown: {
    '1': {
      title: 'kubectl이 {{name}}의 레플리카를 줄여 달라고 요청합니다',
      what: 'kubectl이 새 레플리카 수를 API 서버에 보냈습니다.',
      why: '스케일링은 spec의 숫자 하나입니다. 나머지는 모두 거기에서 따라옵니다.',
    },
    '2': {
      title: 'API 서버가 새 레플리카 수를 저장합니다',
      what: 'etcd에서 {{kind}} {{name}}의 spec.replicas가 바뀌었습니다. 파드는 아직 모두 실행 중입니다.',
      why: '저장된 것은 원하는 상태입니다. 파드를 줄이는 일은 watch하고 있는 컨트롤러의 몫입니다.',
    },
    '3': {
      title_one: '레플리카셋 컨트롤러가 파드 하나를 골라 삭제합니다',
      title_other: '레플리카셋 컨트롤러가 파드 {{count}}개를 골라 삭제합니다',
      what: '파드에 순위를 매겨(실행되지 않은 것, 준비되지 않은 것, 몰려 있는 노드의 것, 최근 것 먼저) 앞에서부터 API 서버에 삭제를 요청했습니다. 파드에 deletionTimestamp가 붙었습니다.',
      why: '삭제는 표시만 합니다. 먼저 노드가 컨테이너를 끝내야 합니다. 표시된 파드는 곧바로 서비스에서 빠집니다.',
    },
    '4': {
      title: 'kubelet이 컨테이너를 멈춥니다',
      what: '각 kubelet이 watch로 표시를 알고 런타임을 통해 SIGTERM을 보냈습니다. 유예 기간(파드가 따로 정하지 않으면 30초)이 지나면 SIGKILL입니다.',
      why: '유예 기간 동안 프로그램은 하던 일을 마칠 수 있습니다.',
    },
    '5': {
      title_one: '파드가 사라졌습니다',
      title_other: '파드 {{count}}개가 사라졌습니다',
      what: '아무것도 실행되지 않게 되자 kubelet이 유예 기간 0으로 파드를 완전히 삭제했고, etcd에서도 지워졌습니다.',
      why: '더는 실행되는 것이 없음을 아는 것은 kubelet뿐이므로, kubelet만이 파드를 지울 수 있습니다.',
    },
  },
  rollout: {
    '1': {
      title: 'kubectl이 {{name}}의 새 버전을 요청합니다',
      title_undo: 'kubectl이 {{name}}의 이전 버전으로 되돌리기를 요청합니다',
      what: 'kubectl이 바뀐 파드 템플릿을 API 서버에 보냈습니다.',
      what_undo:
        'kubectl이 이전 레플리카셋의 파드 템플릿을 가져와, 원하는 템플릿으로 API 서버에 보냈습니다.',
      why: '파드를 그 자리에서 고치는 일은 거의 없습니다. 템플릿이 바뀌면 새 파드를 만듭니다.',
    },
    '2': {
      title: 'API 서버가 새 파드 템플릿을 저장합니다',
      what: 'etcd에서 {{kind}} {{name}}의 템플릿이 바뀌었습니다. 파드는 모두 아직 그대로입니다.',
      why: '디플로이먼트 컨트롤러가 watch하고 있습니다. 이 템플릿을 가진 레플리카셋을 찾고, 없으면 만듭니다.',
    },
    newSet: {
      title: '새 버전의 레플리카셋: {{name}}, 레플리카 {{to}}개',
      what: '디플로이먼트 컨트롤러가 새 템플릿으로 {{name}} 레플리카셋을 만들었습니다. 이름 끝은 템플릿의 해시입니다.',
      why: '버전마다 레플리카셋이 따로 있습니다. 둘을 합쳐 원하는 수를 얼마나 넘어도 되는지는 maxSurge가 정합니다. 그만큼 한꺼번에 시작할 수 있습니다.',
      why_recreate:
        '버전마다 레플리카셋이 따로 있습니다. Recreate 전략이므로 이전 파드가 모두 사라진 지금, 새 파드를 한꺼번에 만듭니다.',
    },
    up: {
      title: '{{name}}: {{from}} → {{to}} 증가',
      what: '디플로이먼트 컨트롤러가 {{name}} 레플리카셋을 늘렸습니다.',
      why: '이전 파드가 빠져 maxSurge가 정한 한도 안에 자리가 났습니다.',
      why_again:
        '예전에 쓰던 버전입니다. 레플리카 0개로 남아 있던 레플리카셋을 다시 씁니다. 한꺼번에 얼마나 시작할지는 maxSurge가 정합니다.',
      why_recreate: 'Recreate 전략이므로 이전 파드가 모두 사라진 지금, 나머지를 한꺼번에 만듭니다.',
    },
    down: {
      title: '{{name}}: {{from}} → {{to}} 감소',
      what: '디플로이먼트 컨트롤러가 {{name}} 레플리카셋을 줄였습니다.',
      why: '이만큼 빠져도 될 만큼 원하는 버전의 파드를 사용할 수 있습니다. 한도는 maxUnavailable이 정합니다.',
      why_recreate:
        'Recreate 전략이므로 새 파드를 만들기 전에 이전 파드를 모두 없앱니다. 그동안은 아무도 응답하지 않습니다.',
    },
    ready: {
      title_one: '원하는 버전의 파드 하나가 준비되었습니다',
      title_other: '원하는 버전의 파드 {{count}}개가 준비되었습니다',
      what: '지금까지 만들어진 원하는 버전의 파드가 모두 준비되고 보고되었습니다.',
      why: '사용할 수 있는 파드만 셉니다. 이제 이전 파드가 빠질 수 있습니다.',
    },
    done: {
      title: '{{name}}의 롤아웃이 끝났습니다',
      what: '레플리카 {{count}}개가 모두 원하는 버전이고 사용할 수 있습니다. 다른 레플리카셋은 레플리카 0개로 남습니다.',
      why: '되돌아갈 길로 남겨 둡니다. kubectl rollout undo가 다시 늘립니다.',
    },
  },
  delete: {
    '1': {
      title: 'kubectl이 API 서버에 {{kind}} {{name}} 삭제를 요청합니다',
      title_many: 'kubectl이 API 서버에 {{kind}} {{name}} 외 {{more}}개의 삭제를 요청합니다',
      what: 'kubectl이 HTTP DELETE를 보냈습니다.',
      why: '삭제도 API 서버에 말하는 바람입니다.',
    },
    '2': {
      title: '{{kind}} {{name}} 오브젝트가 지워집니다',
      title_many: '오브젝트들이 지워집니다',
      what: 'API 서버가 etcd에서 지웠거나, 붙잡는 것이 있으면 표시했습니다. 파드는 아직 실행 중입니다.',
      why: '백그라운드 삭제는 소유자를 먼저 지우고, 소유물은 그 뒤에 지웁니다.',
    },
    '3': {
      title_one: '소유물이 뒤따릅니다: 파드에 삭제 표시가 붙습니다',
      title_other: '소유물이 뒤따릅니다: 파드 {{count}}개에 삭제 표시가 붙습니다',
      what: '가비지 컬렉터(네임스페이스라면 네임스페이스 컨트롤러)가 소유자가 없어진 것을 보고 API 서버를 통해 삭제했습니다. 파드에 deletionTimestamp가 붙었습니다.',
      why: '이들을 잇는 것은 ownerReferences뿐입니다. 이 파드들이 {{name}}의 것이라는 사실은 다른 어디에도 없습니다.',
    },
    '4': {
      title: 'kubelet이 컨테이너를 멈춥니다',
      what: '각 kubelet이 watch로 표시를 알고 런타임을 통해 SIGTERM을 보냈습니다. 유예 기간(파드가 따로 정하지 않으면 30초)이 지나면 SIGKILL입니다.',
      why: '유예 기간 동안 프로그램은 하던 일을 마칠 수 있습니다.',
    },
    '5': {
      title_one: '파드가 사라졌습니다',
      title_other: '파드 {{count}}개가 모두 사라졌습니다',
      what: '아무것도 실행되지 않게 되자 kubelet이 파드를 완전히 삭제했고, etcd에서도 지워졌습니다.',
      why: '더는 실행되는 것이 없음을 아는 것은 kubelet뿐이므로, kubelet만이 파드를 지울 수 있습니다.',
    },
  },
  deletePod: {
    '1': {
      title: 'kubectl이 API 서버에 파드 {{name}} 삭제를 요청합니다',
      what: 'kubectl이 HTTP DELETE를 보냈습니다.',
      why: '삭제도 API 서버에 말하는 바람입니다.',
    },
    '2': {
      title: '파드 {{name}}에 삭제 표시가 붙습니다',
      what: '파드에 deletionTimestamp와 유예 기간이 붙었습니다. 아직 실행 중입니다.',
      why: '노드에서 실행 중인 파드를 API 서버가 바로 지울 수는 없습니다. 먼저 노드가 끝내야 합니다.',
    },
    '3': {
      title: 'kubelet이 컨테이너를 멈춥니다',
      what: 'watch로 표시를 알고 런타임을 통해 SIGTERM을 보냈습니다. 유예 기간이 지나면 SIGKILL입니다.',
      why: '유예 기간 동안 프로그램은 하던 일을 마칠 수 있습니다.',
    },
    '4': {
      title: '{{name}} 파드가 사라졌습니다',
      what: 'kubelet이 완전히 삭제했고 etcd에서도 지워졌습니다. 다시 만들어 줄 이는 없습니다.',
      why: '이 파드에는 컨트롤러가 없었습니다.',
    },
  },
  replacePod: {
    '1': {
      title: 'kubectl이 API 서버에 파드 {{name}} 삭제를 요청합니다',
      what: 'kubectl이 HTTP DELETE를 보냈습니다.',
      why: '삭제도 API 서버에 말하는 바람입니다.',
    },
    '2': {
      title: '파드 {{name}}에 삭제 표시가 붙습니다',
      what: '파드에 deletionTimestamp와 유예 기간이 붙었습니다. 아직 실행 중입니다.',
      why: '노드에서 실행 중인 파드를 API 서버가 바로 지울 수는 없습니다. 먼저 노드가 끝내야 합니다.',
    },
    '3': {
      title: '레플리카셋 컨트롤러가 대신할 파드를 만듭니다',
      what: '표시된 파드는 더 이상 세지 않습니다. 하나가 모자라므로 컨트롤러가 다른 이름으로 하나를 만들었습니다.',
      why: 'watch로 표시를 곧바로 알았습니다. 이전 파드가 사라질 때까지 기다리지 않습니다.',
    },
    '4': {
      title: '스케줄러가 새 파드를 노드에 바인딩합니다',
      what: '이전과 다른 노드일 수 있습니다.',
      why: '새 파드는 이전 파드에 대해 아무것도 모릅니다.',
    },
    '5': {
      title: '새 파드가 실행되고 접근할 수 있게 됩니다',
      what: 'kubelet이 준비되었다고 보고했고 EndpointSlice에 올랐습니다.',
      why: '현재 상태가 다시 원하는 상태와 같아졌습니다.',
    },
    '6': {
      title: '이전 파드가 사라졌습니다',
      what: '유예 기간 안에 컨테이너가 끝났고, kubelet이 완전히 삭제했습니다.',
      why: '더는 실행되는 것이 없음을 아는 것은 kubelet뿐입니다.',
    },
  },
  remove: {
    '1': {
      title: 'kubectl이 API 서버에 {{kind}} {{name}} 삭제를 요청합니다',
      title_many: 'kubectl이 API 서버에 {{kind}} {{name}} 외 {{more}}개의 삭제를 요청합니다',
      what: 'kubectl이 HTTP DELETE를 보냈습니다.',
      why: '삭제도 API 서버에 말하는 바람입니다.',
    },
    '2': {
      title: '{{kind}} {{name}} 오브젝트가 삭제되었습니다',
      title_many: '오브젝트들이 삭제되었습니다',
      what: 'API 서버가 etcd에서 지우고 watch하는 모두에게 알렸습니다.',
      why: '먼저 끝내야 할 실행 중인 것이 없습니다.',
    },
  },
  service: {
    '1': {
      title: 'kubectl이 API 서버에 서비스 {{name}} 생성을 요청합니다',
      title_many: 'kubectl이 API 서버에 서비스 {{name}} 외 {{more}}개의 생성을 요청합니다',
      what: 'kubectl이 HTTP POST로 API 서버에 보냈습니다.',
      why: '서비스는 생기고 사라지는 파드들을 위한, 변하지 않는 이름과 주소입니다.',
    },
    '2': {
      title: 'API 서버가 서비스 {{name}}에 주소를 주고 저장합니다',
      what: '범위에서 비어 있는 ClusterIP를 골라 서비스를 etcd에 기록했습니다.',
      why: '이 주소는 어떤 머신의 것도 아닙니다. 모든 kube-proxy가 이 주소의 규칙을 만듭니다.',
    },
    '3': {
      title: 'endpointslice 컨트롤러가 서비스 {{name}} 뒤의 파드를 적습니다',
      what: '셀렉터와 맞는 파드를 찾아 EndpointSlice에 적었습니다.',
      why: 'kube-proxy와 CoreDNS는 EndpointSlice를 watch합니다. 셀렉터는 보지 않습니다.',
    },
  },
  store: {
    '1': {
      title: 'kubectl이 API 서버에 {{kind}} {{name}} 오브젝트를 요청합니다',
      title_many: 'kubectl이 API 서버에 {{kind}} {{name}} 외 {{more}}개를 요청합니다',
      what: 'kubectl이 API 서버에 보냈습니다.',
      why: '클러스터에 원하는 것이 있으면 누구나 API 서버에 요청합니다.',
    },
    '2': {
      title: 'API 서버가 {{kind}} {{name}} 오브젝트를 검사하고 etcd에 저장합니다',
      title_many: 'API 서버가 오브젝트들을 검사하고 etcd에 저장합니다',
      what: '모든 단계를 통과해 기록되었고, watch하는 이들에게 전달됩니다.',
      why: '이것을 위해 무언가를 만들어야 하는 컨트롤러는 없습니다.',
    },
  },
  cordon: {
    '1': {
      title: 'kubectl이 노드 {{name}}의 코든을 요청합니다',
      what: 'kubectl이 spec.unschedulable을 true로 하는 패치를 보냈습니다.',
      why: '코든은 노드 오브젝트의 표시일 뿐입니다.',
    },
    '2': {
      title: '{{name}} 노드는 새 파드를 받지 않습니다',
      what: '표시가 저장되었습니다. 실행 중인 파드는 그대로 있고, 스케줄러는 이제 이 노드를 지나칩니다.',
      why: '스케줄러는 노드도 watch하며, NodeUnschedulable 필터가 이 노드를 걸러 냅니다.',
    },
  },
  uncordon: {
    '1': {
      title: 'kubectl이 노드 {{name}}의 코든 해제를 요청합니다',
      what: 'kubectl이 표시를 없애는 패치를 보냈습니다.',
      why: '코든은 노드 오브젝트의 표시일 뿐입니다.',
    },
    '2': {
      title: '{{name}} 노드가 다시 파드를 받습니다',
      what: '표시가 사라졌습니다. 기다리던 파드를 다시 시도합니다.',
      why: '스케줄러가 watch로 알고, 이제 맞을 수 있는 파드를 큐에 되돌립니다.',
    },
  },
  nodeCrash: {
    '1': {
      title: '{{name}} 머신이 멈춥니다',
      what: 'kubelet, 런타임, 모든 컨테이너가 한꺼번에 죽었습니다. 클러스터는 아직 모릅니다. API에는 여전히 Ready와 Running입니다.',
      why: '당신이 멈췄습니다. 머신의 죽음은 아무도 보고하지 않습니다. 조용하다는 것을 다른 쪽이 알아챌 뿐입니다.',
    },
    '2': {
      title: '리스가 만료되었습니다: {{name}} 노드는 Unknown',
      what: '유예 시간 50초 동안 갱신이 없자 노드 컨트롤러가 노드의 컨디션을 Unknown으로 바꿨습니다. 그 파드들은 더 이상 준비된 것으로 세지 않고, 서비스도 그쪽으로 트래픽을 보내지 않습니다.',
      why: '리스는 살아 있다는 신호로, kubelet이 10초마다 갱신합니다. 컨트롤 플레인이 살아 있는 노드와 죽은 노드를 구별할 다른 방법은 없습니다.',
    },
    '3': {
      title: '노드 {{name}}에 unreachable 테인트가 붙습니다',
      what: '5초 뒤 다음 점검에서 노드 컨트롤러가 테인트 두 개를 붙였습니다. NoSchedule은 새 파드를 막고, NoExecute는 이미 있는 파드를 허용된 시간(기본 300초)이 지나면 내보냅니다.',
      why: '파드가 생성될 때 API 서버는 따로 정한 것이 없으면 이에 대한 톨러레이션을 300초로 넣어 줍니다. 잠깐의 장애로 대이동이 일어나지 않게 하는 대기입니다.',
    },
    '4': {
      title_one: '300초가 지나 {{name}}의 파드가 축출됩니다',
      title_other: '300초가 지나 {{name}}의 파드 {{count}}개가 축출됩니다',
      what_one:
        '테인트 축출 컨트롤러가 API 서버를 통해 삭제했습니다. 끝났다고 말해 줄 kubelet이 없으므로 Terminating으로 남습니다.',
      what_other:
        '테인트 축출 컨트롤러가 API 서버를 통해 삭제했습니다. 끝났다고 말해 줄 kubelet이 없으므로 모두 Terminating으로 남습니다.',
      why: '조용한 머신에서 무엇이 아직 도는지 API 서버는 알 수 없습니다. 그 노드의 kubelet이나 당신이 말해 줄 때에야 이런 파드를 지웁니다.',
    },
    '5': {
      title_one: '컨트롤러가 대신할 파드를 만듭니다',
      title_other: '컨트롤러가 대신할 파드 {{count}}개를 만듭니다',
      what: '삭제로 표시된 파드는 세지 않습니다. 레플리카셋에 파드가 모자라게 되어 레플리카셋 컨트롤러가 새 파드를 만들었습니다.',
      why: '레플리카셋 컨트롤러는 파드가 왜 없어졌는지 알지도, 신경 쓰지도 않습니다. 수를 셀 뿐입니다.',
    },
    '6': {
      title_one: '스케줄러가 새 파드를 다른 노드에 바인딩합니다',
      title_other: '스케줄러가 새 파드를 다른 노드에 바인딩합니다',
      what: '{{name}} 노드는 테인트 때문에 제외되었고, 나머지 노드에 점수를 매겼습니다.',
      why: '파드는 NoExecute 테인트를 한동안 견디지만 NoSchedule 테인트는 견디지 않습니다. 떠난 노드에는 새것이 가지 않습니다.',
    },
    '7': {
      title_one: '새 파드가 실행되고 접근할 수 있게 됩니다',
      title_other: '새 파드가 실행되고 접근할 수 있게 됩니다',
      what: '{{name}} 노드가 하던 일을 이제 다른 곳에서 하고, 서비스도 새 주소를 압니다.',
      why: '현재 상태가 다시 원하는 상태와 같아졌습니다. 장애로부터 약 6분 뒤입니다.',
    },
  },
  networkCut: {
    '1': {
      title: '노드 {{name}}의 네트워크가 끊깁니다',
      what: '어떤 메시지도 드나들지 못합니다. 컨테이너는 계속 돌고, kubelet은 마지막으로 안 것을 바탕으로 움직입니다.',
      why: '당신이 네트워크를 끊었습니다. 밖에서 보면 장애와 똑같습니다.',
    },
    '2': {
      title: '리스가 만료되었습니다: {{name}} 노드는 Unknown',
      what: '유예 시간 50초 동안 갱신이 없자 노드 컨트롤러가 노드의 컨디션을 Unknown으로 바꿨습니다.',
      why: 'kubelet은 리스를 갱신하려 하지만 요청이 도착하지 않습니다. 컨트롤 플레인은 이것을 장애와 구별할 수 없습니다.',
    },
    '3': {
      title: '노드 {{name}}에 unreachable 테인트가 붙습니다',
      what: '5초 뒤 다음 점검에서 노드 컨트롤러가 테인트 두 개를 붙였습니다. NoSchedule은 새 파드를 막고, NoExecute는 이미 있는 파드를 허용된 시간(기본 300초)이 지나면 내보냅니다.',
      why: '잠깐의 장애로 대이동이 일어나지 않게 하는 대기입니다.',
    },
    '4': {
      title_one: '300초가 지나 {{name}}의 파드가 축출됩니다',
      title_other: '300초가 지나 {{name}}의 파드 {{count}}개가 축출됩니다',
      what_one:
        'API에는 삭제로 표시되었지만 kubelet은 듣지 못합니다. 컨테이너는 여전히 돌고 있습니다.',
      what_other:
        'API에는 모두 삭제로 표시되었지만 kubelet은 듣지 못합니다. 컨테이너는 여전히 돌고 있습니다.',
      why: '끊긴 노드는 낡은 정보로 움직입니다. 이제 같은 프로그램이 다른 파드 이름으로 두 번 돌 수 있습니다.',
    },
    '5': {
      title_one: '컨트롤러가 대신할 파드를 만듭니다',
      title_other: '컨트롤러가 대신할 파드 {{count}}개를 만듭니다',
      what: '삭제로 표시된 파드는 세지 않습니다. 레플리카셋에 파드가 모자라게 되어 레플리카셋 컨트롤러가 새 파드를 만들었습니다.',
      why: '레플리카셋 컨트롤러는 파드가 왜 없어졌는지 알지도, 신경 쓰지도 않습니다. 수를 셀 뿐입니다.',
    },
    '6': {
      title_one: '스케줄러가 새 파드를 다른 노드에 바인딩합니다',
      title_other: '스케줄러가 새 파드를 다른 노드에 바인딩합니다',
      what: '{{name}} 노드는 테인트 때문에 제외되었고, 나머지 노드에 점수를 매겼습니다.',
      why: '파드는 NoExecute 테인트를 한동안 견디지만 NoSchedule 테인트는 견디지 않습니다. 떠난 노드에는 새것이 가지 않습니다.',
    },
    '7': {
      title_one: '새 파드가 실행되고 접근할 수 있게 됩니다',
      title_other: '새 파드가 실행되고 접근할 수 있게 됩니다',
      what: '{{name}} 노드가 하던 일을 이제 다른 곳에서 하고, 서비스도 새 주소를 압니다.',
      why: '컨트롤 플레인이 보는 한, 현재 상태가 다시 원하는 상태와 같아졌습니다.',
    },
  },
  kubeletStop: {
    '1': {
      title: '{{name}}의 kubelet이 멈춥니다',
      what: '컨테이너는 계속 돌지만 보고도, 프로브도, 재시작도 없습니다.',
      why: '당신이 멈췄습니다. 컨테이너는 kubelet이 아니라 런타임에 속합니다.',
    },
    '2': {
      title: '리스가 만료되었습니다: {{name}} 노드는 Unknown',
      what: '유예 시간 50초 동안 갱신이 없자 노드 컨트롤러가 노드의 컨디션을 Unknown으로 바꿨습니다.',
      why: '조용한 kubelet은 밖에서 보면 죽은 머신과 같습니다.',
    },
    '3': {
      title: '노드 {{name}}에 unreachable 테인트가 붙습니다',
      what: '5초 뒤 다음 점검에서 노드 컨트롤러가 테인트 두 개를 붙였습니다. NoSchedule은 새 파드를 막고, NoExecute는 이미 있는 파드를 허용된 시간(기본 300초)이 지나면 내보냅니다.',
      why: '잠깐의 장애로 대이동이 일어나지 않게 하는 대기입니다.',
    },
    '4': {
      title_one: '300초가 지나 {{name}}의 파드가 축출됩니다',
      title_other: '300초가 지나 {{name}}의 파드 {{count}}개가 축출됩니다',
      what_one: 'API에는 삭제로 표시되었지만 끝낼 kubelet이 없어 컨테이너는 여전히 돕니다.',
      what_other: 'API에는 모두 삭제로 표시되었지만 끝낼 kubelet이 없어 컨테이너는 여전히 돕니다.',
      why: '실제로 끝낼 수 있는 것은 kubelet뿐입니다.',
    },
    '5': {
      title_one: '컨트롤러가 대신할 파드를 만듭니다',
      title_other: '컨트롤러가 대신할 파드 {{count}}개를 만듭니다',
      what: '삭제로 표시된 파드는 세지 않습니다. 레플리카셋에 파드가 모자라게 되어 레플리카셋 컨트롤러가 새 파드를 만들었습니다.',
      why: '레플리카셋 컨트롤러는 파드가 왜 없어졌는지 알지도, 신경 쓰지도 않습니다. 수를 셀 뿐입니다.',
    },
    '6': {
      title_one: '스케줄러가 새 파드를 다른 노드에 바인딩합니다',
      title_other: '스케줄러가 새 파드를 다른 노드에 바인딩합니다',
      what: '{{name}} 노드는 테인트 때문에 제외되었고, 나머지 노드에 점수를 매겼습니다.',
      why: '파드는 NoExecute 테인트를 한동안 견디지만 NoSchedule 테인트는 견디지 않습니다. 떠난 노드에는 새것이 가지 않습니다.',
    },
    '7': {
      title_one: '새 파드가 실행되고 접근할 수 있게 됩니다',
      title_other: '새 파드가 실행되고 접근할 수 있게 됩니다',
      what: '{{name}} 노드가 하던 일을 이제 다른 곳에서 하고, 서비스도 새 주소를 압니다.',
      why: '현재 상태가 다시 원하는 상태와 같아졌습니다.',
    },
  },
  nodeReturn: {
    '1': {
      title: '{{name}} 머신이 부팅합니다',
      what: 'kubelet과 런타임이 새로 시작합니다. 컨테이너는 하나도 돌지 않습니다. 장애 때 모두 끝났습니다.',
      why: '당신이 되살렸습니다.',
    },
    '2': {
      title: '{{name}}의 kubelet이 Ready를 보고합니다',
      title_unmissed: '{{name}} 노드가 제때 돌아왔습니다: 아무도 알아채지 못했습니다',
      what: '리스를 갱신하고 상태를 기록했습니다. API는 이제 Ready라고 말합니다.',
      what_unmissed:
        '유예 시간 50초가 지나기 전에 kubelet이 리스를 갱신했습니다. API는 내내 Ready였습니다.',
      why: 'kubelet이 노드를 대변합니다. 살아 있다는 신호 하나면 충분합니다.',
      why_unmissed:
        '유예 시간은 바로 이것을 위해 있습니다. 잠깐의 장애로는 파드를 옮기지 않습니다.',
    },
    '3': {
      title_one: '축출되었던 {{name}}의 파드가 완전히 사라집니다',
      title_other: '축출되었던 {{name}}의 파드 {{count}}개가 완전히 사라집니다',
      what: 'kubelet이 그동안 삭제된 것을 API 서버에서 읽고, 돌고 있는 것이 없음을 확인한 뒤 완전히 지웠습니다.',
      why: 'API 서버는 그렇게 말해 줄 kubelet을 Terminating 상태로 기다리고 있었습니다.',
    },
    '4': {
      title: '{{name}}의 컨테이너가 다시 돕니다',
      what: '아직 이 노드에 바인딩된 파드를 위해 kubelet이 샌드박스와 컨테이너를 새로 만들게 했습니다. 재시작 횟수가 오릅니다.',
      why: '파드 자체는 사라진 적이 없습니다. etcd에 이 노드에 바인딩된 채로 있었고, kubelet은 그것을 다시 실현하면 됩니다.',
    },
    '5': {
      title: '{{name}}의 테인트가 제거됩니다',
      what: '다음 점검에서 노드 컨트롤러가 준비된 노드를 보고 unreachable 테인트를 없앴습니다. 새 파드가 올 수 있습니다.',
      why: '그동안 다른 곳에 만들어진 파드는 저절로 돌아오지 않습니다. 스케줄러는 파드를 옮기지 않습니다.',
    },
  },
  networkHeal: {
    '1': {
      title: '{{name}} 노드의 네트워크가 복구됩니다',
      what: '메시지가 다시 오갑니다. 내내 시도하던 kubelet이 API 서버에 새로 연결합니다.',
      why: '당신이 복구했습니다.',
    },
    '2': {
      title_one: '축출되었던 {{name}}의 파드가 완전히 사라집니다',
      title_other: '축출되었던 {{name}}의 파드 {{count}}개가 완전히 사라집니다',
      what: 'kubelet이 그동안 삭제된 것을 watch로 알고, 내내 돌던 컨테이너를 끝낸 뒤 완전히 지웠습니다.',
      why: '지금까지 같은 일을 두 곳에서 했습니다. 끊긴 이곳과, 다른 곳의 새 파드에서.',
    },
    '3': {
      title: '{{name}}의 kubelet이 Ready를 보고합니다',
      title_unmissed: '{{name}} 노드가 제때 돌아왔습니다: 아무도 알아채지 못했습니다',
      what: '리스를 갱신하고 상태를 기록했습니다. API는 이제 Ready라고 말합니다.',
      what_unmissed:
        '유예 시간 50초가 지나기 전에 kubelet이 리스를 갱신했습니다. API는 내내 Ready였습니다.',
      why: 'kubelet이 노드를 대변합니다. 살아 있다는 신호 하나면 충분합니다.',
      why_unmissed:
        '유예 시간은 바로 이것을 위해 있습니다. 잠깐의 장애로는 파드를 옮기지 않습니다.',
    },
    '4': {
      title: '{{name}}의 테인트가 제거됩니다',
      what: '다음 점검에서 노드 컨트롤러가 준비된 노드를 보고 unreachable 테인트를 없앴습니다. 새 파드가 올 수 있습니다.',
      why: '그동안 다른 곳에 만들어진 파드는 저절로 돌아오지 않습니다. 스케줄러는 파드를 옮기지 않습니다.',
    },
  },
  kubeletReturn: {
    '1': {
      title: '{{name}}의 kubelet이 다시 시작합니다',
      what: '자기 머신에서 무엇이 도는지 런타임에, 무엇이 돌아야 하는지 API 서버에 묻습니다.',
      why: '당신이 시작했습니다. kubelet은 스스로 기억할 것이 없습니다.',
    },
    '2': {
      title: '{{name}}의 kubelet이 Ready를 보고합니다',
      title_unmissed: '{{name}} 노드가 제때 돌아왔습니다: 아무도 알아채지 못했습니다',
      what: '리스를 갱신하고 상태를 기록했습니다. API는 이제 Ready라고 말합니다.',
      what_unmissed:
        '유예 시간 50초가 지나기 전에 kubelet이 리스를 갱신했습니다. API는 내내 Ready였습니다.',
      why: 'kubelet이 노드를 대변합니다. 살아 있다는 신호 하나면 충분합니다.',
      why_unmissed:
        '유예 시간은 바로 이것을 위해 있습니다. 잠깐의 장애로는 파드를 옮기지 않습니다.',
    },
    '3': {
      title_one: '축출되었던 {{name}}의 파드가 완전히 사라집니다',
      title_other: '축출되었던 {{name}}의 파드 {{count}}개가 완전히 사라집니다',
      what: '그동안 삭제된 것을 알고, 내내 돌던 컨테이너를 끝낸 뒤 완전히 지웠습니다.',
      why: '지금까지 같은 일을 두 곳에서 했습니다. kubelet이 없던 이곳과, 다른 곳의 새 파드에서.',
    },
    '4': {
      title: '{{name}}의 테인트가 제거됩니다',
      what: '다음 점검에서 노드 컨트롤러가 준비된 노드를 보고 unreachable 테인트를 없앴습니다. 새 파드가 올 수 있습니다.',
      why: '그동안 다른 곳에 만들어진 파드는 저절로 돌아오지 않습니다. 스케줄러는 파드를 옮기지 않습니다.',
    },
  },
  killContainer: {
    '1': {
      title: '{{name}} 파드의 컨테이너가 강제 종료됩니다',
      what: '프로세스가 사라졌습니다. 파드와 샌드박스는 같은 IP 주소로 남아 있습니다.',
      why: '당신이 종료했습니다. 이것을 돌볼 것은 그 노드의 kubelet뿐입니다.',
    },
    '2': {
      title: 'kubelet이 다시 시작하게 합니다',
      what: 'kubelet이 런타임에서 컨테이너가 끝났음을 알았습니다. 파드의 재시작 정책이 기본값 Always이므로 새로 만들게 했고, 재시작 횟수가 오릅니다.',
      why: '재시작은 그 자리에서 일어납니다. 스케줄러도, 컨트롤러도, 새 파드도 없습니다.',
    },
    '3': {
      title: '{{name}} 파드가 다시 준비되었다고 보고됩니다',
      what: 'kubelet이 새 상태를 API 서버에 기록했습니다.',
      why: '현재 상태가 다시 원하는 상태와 같아졌습니다.',
    },
  },
  trouble: {
    unschedulable: {
      title: '{{name}} 파드가 들어갈 노드가 없습니다',
      what: '스케줄러의 말: {{message}}',
      why: '메시지의 각 부분은 한 가지 이유로 제외된 노드의 수입니다. preemption은 우선순위가 낮은 파드를 내보내는 것입니다. 파드는 Pending으로 남고, 노드가 생기거나 파드가 빠지는 등 도움이 될 변화가 있으면 다시 시도합니다.',
    },
    image: {
      title: '{{image}} 이미지를 풀할 수 없습니다',
      what: '{{count}}번째 시도가 실패했습니다. kubelet의 말: {{message}}',
      why: 'kubelet은 10초에서 5분까지 두 배씩 늘어나는 간격을 두고 다시 시도합니다.',
    },
    config: {
      title: '{{container}} 컨테이너를 만들 수 없습니다',
      what: '{{reason}}: {{message}}',
      why: '파드가 참조하는 것이 없거나 잘못되었습니다. kubelet은 동기화할 때마다 다시 시도합니다.',
    },
    crash: {
      title: '{{name}} 파드의 {{container}} 컨테이너가 끝났습니다 (종료 코드 {{message}})',
      what: '런타임이 보고한 이유는 {{reason}}, kubelet이 파드의 상태에 적었습니다.',
      why: '파드의 재시작 정책: {{policy}}. 그래서 kubelet이 컨테이너를 다시 시작합니다. 첫 재시작은 바로 일어납니다.',
      why_never: '파드의 재시작 정책: Never. 아무도 컨테이너를 다시 시작하지 않습니다.',
    },
    backOff: {
      title:
        'CrashLoopBackOff: {{name}} 파드의 {{container}} 컨테이너가 또 끝나 {{pause}} 동안 기다립니다',
      what_one:
        '재시작 {{count}}번 뒤에 끝났습니다: {{message}}. kubelet은 {{pause}} 동안 기다렸다가 다시 시작합니다.',
      what_other:
        '재시작 {{count}}번 뒤에 끝났습니다: {{message}}. kubelet은 {{pause}} 동안 기다렸다가 다시 시작합니다.',
      why: '늘 죽는 프로그램이 노드를 바쁘게 하지 않도록, 대기 시간은 끝날 때마다 10초에서 5분까지 두 배가 됩니다. 10분 동안 문제가 없으면 처음으로 돌아갑니다.',
    },
    failed: {
      title: '{{name}} 파드가 실패했습니다',
      what: '{{reason}} {{message}}',
      why: '컨테이너가 오류로 끝났고 재시작 정책상 다시 시작하지 않습니다.',
    },
    unhealthy: {
      title: '{{name}} 파드의 프로브가 실패합니다',
      what: 'kubelet의 말: {{message}}',
      why: '준비성 프로브가 실패하면 서비스에서 빠지고, 활성 또는 시작 프로브가 여러 번 실패하면 컨테이너가 재시작됩니다.',
    },
    warning: {
      title: '{{reason}}: {{kind}} {{name}}',
      what: '{{message}}',
      why: '다시 시도합니다.',
    },
  },
  late: {
    bound: {
      title: '{{name}} 파드가 {{node}}에 자리를 얻습니다',
      what: '스케줄러가 노드를 찾아 API 서버를 통해 적었습니다.',
      why: '클러스터에 변화가 있어 다시 시도했습니다.',
    },
    ready: {
      title: '{{name}} 파드가 준비되었습니다',
      what: '{{node}}의 kubelet이 보고했습니다.',
      why: '현재 상태가 원하는 상태와 같아졌습니다.',
    },
  },
  other: {
    created: {
      title: '{{kind}} {{name}} 오브젝트가 생성됩니다',
      what: '컨트롤러가 필요하다고 보고 API 서버를 통해 만들었습니다.',
      why: '컨트롤러는 원하는 상태와 현재 상태를 계속 비교합니다.',
    },
    changed: {
      title: '{{kind}} {{name}} 오브젝트가 바뀝니다',
      what: 'etcd에서 spec이 바뀌었습니다.',
      why: '컨트롤러는 원하는 상태와 현재 상태를 계속 비교합니다.',
    },
    deleted: {
      title: '{{kind}} {{name}} 오브젝트가 삭제됩니다',
      what: 'etcd에서 지워졌고 watch하는 이들에게 전달됩니다.',
      why: '더는 필요하지 않습니다.',
    },
    podMarked: {
      title: '파드 {{name}}에 삭제 표시가 붙습니다',
      what: 'deletionTimestamp가 붙었고, kubelet이 끝낼 것입니다.',
      why: '컨트롤러가 삭제했습니다.',
    },
  },
  node: {
    ready: {
      title: '{{name}} 노드가 준비되었습니다',
      what: 'kubelet이 파드를 실행할 수 있다고 보고했습니다.',
      why: 'kubelet이 노드를 대변합니다.',
    },
    notReady: {
      title: '{{name}} 노드가 준비되지 않았습니다',
      what: 'API는 이제 이 노드가 파드를 실행할 수 없다고 말합니다.',
      why: 'kubelet이 그렇게 말했거나 너무 오래 조용했습니다.',
    },
  },
  ...processes,
  refused: {
    title: '명령이 거부되었습니다',
    what: '{{output}}',
    why: 'kubectl이 API 서버의 답을 출력했습니다. 이 요청으로 바뀐 것은 없습니다.',
  },
}
