/** 레슨을 쓰는 사람에게 하는 말: 무엇이 틀렸고 어떻게 고치는지. */
import type { authoring as en } from '../en/authoring.ts'

export const authoring: { readonly [K in keyof typeof en]: string } = {
  yaml: 'YAML 문법에 맞지 않습니다: {{message}}',
  tooLarge: '레슨이 {{max}}kB보다 큽니다. 줄이거나 둘로 나누세요.',
  tooDeep: '레슨이라기에는 너무 깊이 중첩되어 있습니다.',
  tooManyKeys: '키가 너무 많습니다. 레슨을 둘로 나누세요.',
  tooManyMarks: '앨리어스, 앵커, 태그(*이름, &이름, !이름)가 너무 많습니다. 풀어서 쓰세요.',
  'type.text': '텍스트가 있습니다. 여기에 필요한 것: {{wanted}}',
  'type.number': '숫자가 있습니다. 여기에 필요한 것: {{wanted}}. 텍스트라면 따옴표로 감싸세요.',
  'type.boolean':
    '참/거짓 값이 있습니다. 여기에 필요한 것: {{wanted}}. yes, no, on, off 같은 단어는 따옴표로 감싸세요.',
  'type.nothing': '아무것도 없습니다. 필요한 것: {{wanted}}',
  'type.list': '목록이 있습니다. 여기에 필요한 것: {{wanted}}. 줄 앞의 대시(-)를 빼세요.',
  'type.mapping': '키와 값이 있습니다. 여기에 필요한 것: {{wanted}}',
  const: '여기에는 {{wanted}}만 올 수 있습니다.',
  enum: '“{{given}}”은(는) 여기에 쓸 수 없습니다. 쓸 수 있는 값: {{values}}',
  enumMeant:
    '“{{given}}”은(는) 여기에 쓸 수 없습니다. 혹시 “{{meant}}”인가요? 쓸 수 있는 값: {{values}}',
  required: '“{{key}}” 키가 없습니다. 추가하세요.',
  dependent: '“{{given}}” 옆에는 “{{missing}}”도 있어야 합니다.',
  unknownKey: '여기에는 “{{key}}” 키가 없습니다. 쓸 수 있는 키: {{keys}}',
  unknownKeyMeant:
    '여기에는 “{{key}}” 키가 없습니다. 혹시 “{{meant}}”인가요? 쓸 수 있는 키: {{keys}}',
  oneOfNone: '다음 키 가운데 하나가 있어야 합니다: {{keys}}',
  oneOfMany: '다음 키는 하나만 쓸 수 있습니다: {{found}}. 각각 따로 항목(새 대시)을 만드세요.',
  taskAndBreak:
    '비트 하나에는 과제(task)나 고장(break) 가운데 하나만 둘 수 있습니다. 비트를 둘로 나누세요.',
  pattern: '“{{given}}”은(는) 여기에 쓸 수 없습니다. “first-pod”처럼 소문자, 숫자, 대시만 쓰세요.',
  keyPattern:
    '“{{key}}”은(는) 여기에서 이름으로 쓸 수 없습니다. {…} 안에서는 쉼표가 새 키를 시작합니다. 쉼표나 콜론이 든 글은 따옴표로 감싸세요.',
  empty: '비어 있습니다. 채우거나 키를 지우세요.',
  tooLong: '{{max}}자보다 깁니다.',
  tooFew: '적어도 {{min}}개가 있어야 합니다.',
  tooMany: '최대 {{max}}개까지 둘 수 있습니다.',
  minimum: '{{min}} 이상이어야 합니다.',
  maximum: '{{max}} 이하여야 합니다.',
  above: '{{min}}보다 커야 합니다.',
  twice: '“{{id}}”이(가) 두 번 쓰였습니다. id는 서로 달라야 합니다.',
  kubectlWord: '“kubectl”이라는 단어는 빼고, 그 뒤에 오는 것만 쓰세요.',
  paceWithout:
    '“pace”는 기다리는 동안을 어떻게 보여 줄지 정합니다. “until”이나 “pass”와 함께 쓰세요.',
  unknownFile: '레슨에 “{{name}}” 파일이 없습니다. 있는 파일: {{names}}',
  unknownFileMeant: '레슨에 “{{name}}” 파일이 없습니다. 혹시 “{{meant}}”인가요?',
  unknownBeat: '여기까지의 비트에 “{{name}}”이라는 id가 없습니다. 있는 id: {{names}}',
  unknownBeatMeant: '여기까지의 비트에 “{{name}}”이라는 id가 없습니다. 혹시 “{{meant}}”인가요?',
  unknownChoice: '“{{name}}”이라는 id의 선택지가 없습니다. 있는 id: {{names}}',
  unknownChoiceMeant: '“{{name}}”이라는 id의 선택지가 없습니다. 혹시 “{{meant}}”인가요?',
  noLanguage: '이 글이 “{{language}}”로는 없습니다.',
  notListed:
    '레슨 목록에 이 레슨이 없거나 내용이 다릅니다. src/lessons/index.ts에서 항목(id, title, minutes)을 추가하거나 고치세요.',
  condition: '이 조건은 결코 성립할 수 없습니다: {{message}}',
  refused: '클러스터가 받아들이지 않았습니다: {{message}}',
  refusedAt: '클러스터가 받아들이지 않았습니다: 매니페스트 {{line}}행: {{message}}',
  notMet: '가상 시간 {{seconds}}초 안에 이루어지지 않았습니다.',
  noChoice: '실행한 뒤에 성립한 선택지가 없습니다. 클러스터가 보여 준 것: {{found}}',
  manyChoices: '실행한 뒤에 여러 선택지가 성립했습니다: {{choices}}. 꼭 하나만 성립해야 합니다.',
  otherChoice:
    '맞는 선택지는 “{{answer}}”이(가) 아니라 “{{choice}}”입니다. 클러스터가 그렇게 보여 주었습니다.',
  solvedBefore:
    '아무것도 하지 않았는데 모든 확인이 성립합니다. 과제가 이미 풀려 있습니다. 작업으로 바뀌는 것을 확인하세요.',
  notSolved: '해답을 실행한 뒤에도 이 확인이 성립하지 않습니다. 센 값: {{found}}',
  notSolvedAlone: '해답을 실행한 뒤에도 이 확인이 성립하지 않습니다.',
  kubectlFailed: 'kubectl이 종료 코드 {{code}}로 끝났습니다: {{output}}',
} as const
