import classes from './mail-frame.module.css';

type MailFrameProps = {
  /** An HTML address of the API, with a policy of its own: no script runs, and nothing is requested. */
  src: string;
  title: string;
  width?: 'phone' | 'desktop';
  /** Changes when the mail at this address does: then it is loaded again. */
  version?: string;
};

/** A mail as its reader sees it. The frame is a sandbox: a mail's own HTML never becomes part of this page. */
export const MailFrame = ({ src, title, width = 'desktop', version = '' }: MailFrameProps) => (
  <div className={classes.surface}>
    <iframe key={`${src} ${version}`} title={title} src={src} sandbox="" className={classes.frame} data-width={width} />
  </div>
);
