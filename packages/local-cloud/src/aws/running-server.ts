export interface RunningServer {
  port: number;
  close(): Promise<void>;
}
