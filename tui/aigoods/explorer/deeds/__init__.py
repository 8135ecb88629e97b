"""What each command does: functions of the main screen."""
