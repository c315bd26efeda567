package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// How long to wait for the previous server, which may still be stopping after its launcher was killed.
const lockWait = 5 * time.Second

// lockFile locks path for the lifetime of this process; the kernel releases the lock even if the
// process is killed. Two servers on one SQLite file would both act as the owner of every workflow.
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
			return fmt.Errorf("in use by another server (%s is locked)", path)
		}
	}
}

// Keeps the files reachable: the garbage collector would close them, which releases the locks.
var heldLocks []*os.File
