package main

import (
	"context"
	"os"
	"time"
)

const parentCheckInterval = 250 * time.Millisecond

// cancelWhenOrphaned cancels once the parent process is gone. Polling works on every Unix; the
// kernel's parent-death signal is Linux only and bound to a thread.
func cancelWhenOrphaned(ctx context.Context, cancel context.CancelFunc, parent int) {
	ticker := time.NewTicker(parentCheckInterval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if os.Getppid() != parent {
				cancel()
				return
			}
		}
	}
}
