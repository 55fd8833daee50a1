package atomicfile

import (
	"errors"
	"syscall"
	"time"
)

// What Windows says while another process has the file open or is replacing it
// (winerror.h). Virus scanners and indexers open new files for a moment too.
const (
	errorAccessDenied     = syscall.Errno(5)
	errorSharingViolation = syscall.Errno(32)
	errorLockViolation    = syscall.Errno(33)
)

// patience is how long a file that others have open is waited for. The go
// command gives up after the same time (cmd/internal/robustio).
const patience = 2 * time.Second

// Retry runs f. On Windows, where a file that another process has open cannot be
// opened, renamed over or removed, it runs f again for up to two seconds.
func Retry(f func() error) error {
	wait := time.Millisecond
	for start := time.Now(); ; wait *= 2 {
		err := f()
		if err == nil || !busy(err) || time.Since(start)+wait > patience {
			return err
		}
		time.Sleep(wait)
	}
}

func busy(err error) bool {
	return errors.Is(err, errorSharingViolation) || errors.Is(err, errorLockViolation) ||
		errors.Is(err, errorAccessDenied)
}

// syncDir does nothing: Windows cannot sync a folder, and NTFS journals renames.
func syncDir(string) error { return nil }
