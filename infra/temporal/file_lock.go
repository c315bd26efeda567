package main

import (
	"fmt"
	"os"
	"syscall"
)

// lockFile takes path for as long as this process lives; the kernel lets go of it however the
// process ends. Two servers on one SQLite file would each believe to own every workflow.
func lockFile(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return fmt.Errorf("another server uses it (%s: %w)", path, err)
	}
	heldLocks = append(heldLocks, file)
	return nil
}

// A file that nothing refers to would be closed by the garbage collector, and its lock with it.
var heldLocks []*os.File
