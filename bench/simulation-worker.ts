// Runs in a web worker of a browser, as the cluster does in the page: takes the name of a part, answers its rows.
import { SIMULATION, type SimulationPart } from './simulation.ts'

self.onmessage = ({ data }: MessageEvent<SimulationPart>) => self.postMessage(SIMULATION[data]())
