package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// A server whose launcher was killed needs a moment to stop; its successor waits that long.
const lockWait = 5 * time.Second

// lockFile takes path for as long as this process lives; the kernel lets go of it however the
// process ends. Two servers on one SQLite file would each believe to own every workflow.
func lockFile(ctx context.Context, path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	heldLocks = append(heldLocks, file)
	ctx, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	for {
		err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return err
		}
		if !pause(ctx) {
			return fmt.Errorf("another server uses it (%s is locked)", path)
		}
	}
}

// A file that nothing refers to would be closed by the garbage collector, and its lock with it.
var heldLocks []*os.File
