/**
 * The ownership chain of an entity, from the statements of a response. Pure; ownership.js draws it.
 */

/** @typedef {import('./api-types.js').Statement} Statement */
/** @typedef {{id: string, name: string, depth: number, reason?: string, state?: boolean}} ChainNode who stands there, or why that is not known */
/** @typedef {{from: string, to: string, statements: Statement[], disputed: boolean}} ChainStep all that is said of one tie; disputed if any of it is */

const STEPS = ['owned_by', 'part_of', 'controlled_by'];
const DEEPEST = 6;
const STATE = 'government body';

/**
 * The entities above `root` and the statements that lead there, nearest first. Ended and withdrawn steps are left out: the picture shows one
 * moment, the list of statements beside it shows all.
 *
 * @param {string} root
 * @param {Record<string, import('./api-types.js').Entity>} entities
 * @returns {{nodes: ChainNode[], steps: ChainStep[]}}
 */
export function ownershipChain(root, entities) {
  /** @type {Map<string, ChainNode>} */
  const nodes = new Map([[root, { id: root, name: entities[root]?.name ?? root, depth: 0 }]]);
  /** @type {ChainStep[]} */
  const steps = [];
  const contradicted = new Set(Object.values(entities).flatMap(({ statements }) => statements.flatMap(({ contradicts }) => contradicts ?? [])));
  const queue = [root];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const { depth } = /** @type {ChainNode} */ (nodes.get(id));
    for (const statement of depth < DEEPEST ? (entities[id]?.statements ?? []) : []) {
      if (!STEPS.includes(statement.predicate) || !isShown(statement)) continue;
      const { id: known, name, reason } = statement.object;
      const to = known ?? (reason ? `unknown:${statement.id}` : `literal:${name}`);
      if (!nodes.has(to)) {
        nodes.set(to, { id: to, name: name ?? entities[to]?.name ?? to, depth: depth + 1, ...(reason ? { reason } : {}), ...(entities[to]?.category === STATE ? { state: true } : {}) });
        queue.push(to);
      }
      const disputed = statement.status === 'disputed' || Boolean(statement.contradicts?.length) || contradicted.has(statement.id);
      const said = steps.find((step) => step.from === id && step.to === to);
      if (!said) steps.push({ from: id, to, statements: [statement], disputed });
      else {
        said.statements.push(statement);
        said.disputed ||= disputed;
      }
    }
  }
  return { nodes: [...nodes.values()], steps };
}

/** @param {Statement} statement */
function isShown({ current_as_of: current, status, rank, object }) {
  return current !== false && status !== 'withdrawn' && rank !== 'deprecated' && Boolean(object.id ?? object.name);
}
